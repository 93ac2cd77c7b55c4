import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpeg } from '@/workers/video-publishing/testing/clips';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'pictures-'));

/** Makes a picture with all colours, in the format of its extension. @param size as `400x300`. @returns its path. */
export async function picture(name: string, size: string, filters = 'null'): Promise<string> {
  const path = join(folder, name);
  const pattern = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:d=1`, '-vf', filters, '-frames:v', '1'];
  await run(ffmpeg, ['-v', 'error', '-y', ...pattern, path]);
  return path;
}
