import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readEnvironment } from '@/environment';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';

const run = promisify(execFile);

export interface ClipSize {
  seconds: number;
  width?: number;
  height?: number;
}

/** Returns the path of a video with a test pattern and a tone. It is made once in a run, and tests only read it. */
export async function clip({ seconds, width = 320, height = 180 }: ClipSize): Promise<string> {
  const folder = join(process.env.DATA_DIR as string, 'clips');
  const path = join(folder, `${width}x${height}-${seconds}.mp4`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const { ffmpeg } = findFfmpeg(readEnvironment());
  // Another process may be making the same.
  const made = join(folder, `${process.pid}-${width}x${height}-${seconds}.mp4`);
  await run(ffmpeg, [
    ...['-y', '-loglevel', 'error'],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=15:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest', made],
  ]);
  await rename(made, path);
  return path;
}

/** Makes a copy of such a video, with a name of its own. */
export async function makeClip(path: string, size: ClipSize): Promise<void> {
  await copyFile(await clip(size), path);
}
