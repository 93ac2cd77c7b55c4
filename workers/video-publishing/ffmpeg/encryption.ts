import { open } from 'node:fs/promises';
import { readBoxes, readBytes } from './boxes';
import { isMatroska } from './matroska';

/** Where Matroska has its tracks, before the film. */
const HEAD_BYTES = 64 * 1024;
/** Of an MP4 file's index. More of it are numbers of frames. */
const INDEX_BYTES_MAX = 64 * 1024 ** 2;
/** ContentEncodingType: encryption. */
const MATROSKA_ENCRYPTION = Buffer.from('50338101', 'hex');

export interface Encryption {
  readonly picture: boolean;
  readonly sound: boolean;
}

/** Whether tracks of a file are encrypted (Common Encryption, as shops and streaming services use it), which ffmpeg does not say. */
export async function encryptionOf(path: string): Promise<Encryption> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const index = (await readBoxes(file, size)).find(({ type }) => type === 'moov');
    if (index) {
      const length = Math.min(INDEX_BYTES_MAX, index.end - index.start, size - index.start);
      return encryptionIn(await readBytes(file, index.start, length));
    }
    const head = await readBytes(file, 0, HEAD_BYTES);
    const isEncrypted = isMatroska(head) && head.includes(MATROSKA_ENCRYPTION);
    return { picture: isEncrypted, sound: isEncrypted };
  } finally {
    await file.close();
  }
}

/** By the names that sample descriptions have instead of their codec's, each with what protects it. Pure. */
function encryptionIn(index: Buffer): Encryption {
  const isProtected = index.includes('sinf') && index.includes('schm');
  const has = (...names: string[]) => isProtected && names.some((name) => index.includes(name));
  return { picture: has('encv', 'drmi'), sound: has('enca', 'drms') };
}
