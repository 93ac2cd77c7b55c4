import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readEnvironment } from '@/environment';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';

const run = promisify(execFile);

/**
 * Makes the media of a processed film: one rendition, with a playlist.
 * @param folder for the media.
 * @param sound a source of ffmpeg's `lavfi`; null for none.
 */
export async function makeFilm(folder: string, seconds: number, sound: string | null): Promise<void> {
  const rendition = join(folder, '36');
  await mkdir(rendition, { recursive: true });
  const picture = ['-f', 'lavfi', '-i', `color=size=64x36:rate=1:duration=${seconds}`];
  const tone =
    sound === null
      ? []
      : ['-f', 'lavfi', '-t', String(seconds), '-i', sound, '-c:a', 'aac', '-ac', '1', '-ar', '16000'];
  const hls = ['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'];
  const { ffmpeg } = findFfmpeg(readEnvironment());
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '4'];
  const names = ['-hls_segment_filename', 's-%05d.m4s', 'index.m3u8'];
  await run(ffmpeg, ['-v', 'error', '-y', ...picture, ...tone, ...video, ...hls, ...names], { cwd: rendition });
  const line = '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=64x36,FRAME-RATE=1.000\n36/index.m3u8\n';
  await writeFile(join(folder, 'master.m3u8'), `#EXTM3U\n${line}`);
}
