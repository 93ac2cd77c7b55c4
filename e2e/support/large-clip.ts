import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { makeClip } from './clips';

/** Makes a short video with padding, which players skip, so that a test has time to interrupt its upload. */
export async function makeLargeClip(path: string, megabytes: number): Promise<void> {
  await makeClip(path, { seconds: 2 });
  const padding = randomBytes(megabytes * 1_000_000);
  const box = Buffer.alloc(8);
  box.writeUInt32BE(padding.length + box.length, 0);
  box.write('free', 4, 'latin1');
  await appendFile(path, Buffer.concat([box, padding]));
}
