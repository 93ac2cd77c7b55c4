import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readEnvironment } from '@/environment';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';

const run = promisify(execFile);

/** Makes a video with a test pattern and a tone. */
export async function makeClip(
  path: string,
  { seconds, width = 320, height = 180 }: { seconds: number; width?: number; height?: number },
): Promise<void> {
  const { ffmpeg } = findFfmpeg(readEnvironment());
  await run(ffmpeg, [
    ...['-y', '-loglevel', 'error'],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=15:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest', path],
  ]);
}
