import { execFile } from 'node:child_process';
import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readEnvironment } from '@/environment';
import { findFfmpeg } from '../ffmpeg/binaries';

const run = promisify(execFile);
export const { ffmpeg, ffprobe } = findFfmpeg(readEnvironment());

/** What ffmpeg draws and hums. */
const picture = (size: string, seconds: number) => ['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=15:duration=${seconds}`];
const tone = (seconds: number) => ['-f', 'lavfi', '-i', `sine=duration=${seconds}`];
const quick = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Makes a file with ffmpeg, in the folder of the tests. @returns its path. */
export async function make(folder: string, name: string, args: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await run(ffmpeg, ['-v', 'error', '-y', ...args, path]);
  return path;
}

/** An ordinary video: H.264 and AAC. */
export function clip(folder: string, name: string, size: string, seconds = 3): Promise<string> {
  return make(folder, name, [...picture(size, seconds), ...tone(seconds), ...quick, '-c:a', 'aac']);
}

export const silentClip = (folder: string, name: string, size: string, codec = quick) =>
  make(folder, name, [...picture(size, 2), ...codec]);

/** What a phone writes that is held upright: the picture lies on its side, and a matrix says how to turn it. */
export async function turnedClip(folder: string, name: string, size: string): Promise<string> {
  const upright = await silentClip(folder, `flat-${name}`, size);
  return make(folder, name, ['-i', upright, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
}

export const sound = (folder: string, name: string) => make(folder, name, [...tone(2), '-c:a', 'aac']);

/** Sound with a cover picture, which counts as a video track. */
export async function album(folder: string, name: string): Promise<string> {
  const cover = await still(folder, `cover-${name}.png`);
  const tune = await make(folder, `tune-${name}`, [...tone(2), '-c:a', 'libmp3lame']);
  return make(folder, name, ['-i', tune, '-i', cover, '-map', '0', '-map', '1', '-c', 'copy', '-id3v2_version', '3', '-disposition:v', 'attached_pic']);
}

export const still = (folder: string, name: string) => make(folder, name, [...picture('320x180', 1), '-frames:v', '1']);

/** Of a browser's recorder: written as it came, so that nowhere it says how long it is. */
export async function endlessClip(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const args = ['-v', 'error', ...picture('320x180', 2), ...quick, '-f', 'matroska', '-live', '1', 'pipe:1'];
  const { stdout } = await run(ffmpeg, args, { encoding: 'buffer', maxBuffer: 32 * 1024 ** 2 });
  await writeFile(path, stdout);
  return path;
}

/** The first half of a file. `playable`: with its index first, as for the web, so that what is there can be read. */
export async function halfOf(folder: string, name: string, source: string, playable: boolean): Promise<string> {
  const path = join(folder, name);
  if (playable) await make(folder, name, ['-i', source, '-c', 'copy', '-movflags', '+faststart']);
  else await copyFile(source, path);
  await truncate(path, Math.floor((await readFile(path)).length / 2));
  return path;
}

interface ProbedStream {
  codec_type: string;
  codec_name: string;
  width?: number;
  height?: number;
  pix_fmt?: string;
  color_primaries?: string;
  color_transfer?: string;
  color_space?: string;
  color_range?: string;
}

/** What a player finds in a playlist or file. */
export async function inspect(path: string): Promise<{ seconds: number; streams: ProbedStream[] }> {
  const { stdout } = await run(ffprobe, ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', path]);
  const { format, streams } = JSON.parse(stdout) as { format: { duration?: string }; streams: ProbedStream[] };
  return { seconds: Number(format.duration), streams };
}

/** Decodes all of a playlist or file. @returns what ffmpeg complained of. */
export async function decode(path: string): Promise<string> {
  const { stderr } = await run(ffmpeg, ['-v', 'error', '-i', path, '-f', 'null', '-']);
  return stderr.replaceAll(/.*Opening .* for reading\n/g, '');
}
