import { execFile } from 'node:child_process';
import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readEnvironment } from '@/environment';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';

const run = promisify(execFile);
export const { ffmpeg, ffprobe } = findFfmpeg(readEnvironment());

/** Arguments for a test pattern. */
const picture = (size: string, seconds: number) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc=size=${size}:rate=15:duration=${seconds}`,
];
const tone = (seconds: number) => ['-f', 'lavfi', '-i', `sine=duration=${seconds}`];
const quick = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Makes a file in `folder` with ffmpeg. @returns its path. */
export async function make(folder: string, name: string, args: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await run(ffmpeg, ['-v', 'error', '-y', ...args, path]);
  return path;
}

/** Makes a video with H.264 and AAC. */
export function clip(folder: string, name: string, size: string, seconds = 3): Promise<string> {
  return make(folder, name, [...picture(size, seconds), ...tone(seconds), ...quick, '-c:a', 'aac']);
}

/**
 * Makes a file with one track for each source of ffmpeg's `lavfi`. @param sources each starts `late` seconds into the
 * file.
 */
export const tracks = (
  folder: string,
  name: string,
  sources: readonly { late?: number; source: string }[],
  more: readonly string[] = [],
) =>
  make(folder, name, [
    ...sources.flatMap(({ late = 0, source }) => ['-itsoffset', String(late), '-f', 'lavfi', '-i', source]),
    ...sources.flatMap((_source, index) => ['-map', String(index)]),
    ...[...quick, ...more],
  ]);

/** Copies the tracks of a file to another, without encoding. */
export const copied = (
  folder: string,
  name: string,
  source: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
) => make(folder, name, [...before, '-i', source, '-map', '0', '-c', 'copy', ...after]);

export const gif = (folder: string, name: string) => make(folder, name, picture('64x36', 1));

/** Makes a video with Common Encryption, as shops and streaming services use it. */
export const encryptedClip = (folder: string, name: string) =>
  make(folder, name, [
    ...[...picture('64x36', 1), ...quick, '-encryption_scheme', 'cenc-aes-ctr'],
    ...['-encryption_key', '76a6c65c5ea762046bd749a2e632ccbb', '-encryption_kid', 'a7e61c373e219033c21091fa607bf3b8'],
  ]);

/** Makes a copy of a file with some bytes changed. */
export async function patched(
  folder: string,
  name: string,
  source: string,
  patch: (file: Buffer) => void,
): Promise<string> {
  const file = await readFile(source);
  patch(file);
  await writeFile(join(folder, name), file);
  return join(folder, name);
}

/** Returns the span of each track of a file, in seconds: from the start of its first packet to the end of its last. */
export async function spans(path: string): Promise<{ start: number; end: number }[]> {
  const shown = ['-show_entries', 'packet=stream_index,pts_time,duration_time', '-of', 'csv=p=0'];
  const { stdout } = await run(ffprobe, ['-v', 'error', ...shown, path], { maxBuffer: 32 * 1024 ** 2 });
  const found: { start: number; end: number }[] = [];
  for (const line of stdout.trim().split('\n')) {
    const [track = 0, at = 0, seconds = 0] = line.split(',').map(Number);
    const known = found[track] ?? { start: at, end: at };
    found[track] = { start: Math.min(known.start, at), end: Math.max(known.end, at + (seconds || 0)) };
  }
  return found;
}

/** Makes a small video with this sound. @param source of ffmpeg's `lavfi`. */
export const soundClip = (folder: string, name: string, source: string, codec: readonly string[] = ['-c:a', 'flac']) =>
  make(folder, name, [...picture('64x36', 1), '-f', 'lavfi', '-i', source, ...quick, ...codec]);

/** Returns the loudness of a file (EBU R128) in LUFS, and its true peak in dBTP. */
export async function loudness(
  path: string,
  before: readonly string[] = [],
): Promise<{ integrated: number; peak: number }> {
  const { stderr } = await run(ffmpeg, [
    '-nostats',
    ...before,
    '-i',
    path,
    '-vn',
    '-af',
    'ebur128=peak=true:framelog=verbose',
    '-f',
    'null',
    '-',
  ]);
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const [integrated, peak] = [/I:\s+(\S+) LUFS/, /Peak:\s+(\S+) dBFS/].map((figure) =>
    Number(figure.exec(summary)?.[1]),
  );
  return { integrated: integrated as number, peak: peak as number };
}

export const silentClip = (folder: string, name: string, size: string, codec = quick) =>
  make(folder, name, [...picture(size, 2), ...codec]);

/** Makes a video of a phone that was held upright: the picture is stored on its side, with a matrix that rotates it. */
export async function rotatedClip(folder: string, name: string, size: string): Promise<string> {
  const stored = await silentClip(folder, `flat-${name}`, size);
  return make(folder, name, ['-i', stored, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
}

export const sound = (folder: string, name: string) => make(folder, name, [...tone(2), '-c:a', 'aac']);

/** Sound with a cover picture, which counts as a video track. */
export async function album(folder: string, name: string): Promise<string> {
  const cover = await still(folder, `cover-${name}.png`);
  const tune = await make(folder, `tune-${name}`, [...tone(2), '-c:a', 'libmp3lame']);
  return make(folder, name, [
    '-i',
    tune,
    '-i',
    cover,
    '-map',
    '0',
    '-map',
    '1',
    '-c',
    'copy',
    '-id3v2_version',
    '3',
    '-disposition:v',
    'attached_pic',
  ]);
}

export const still = (folder: string, name: string) => make(folder, name, [...picture('320x180', 1), '-frames:v', '1']);

/** Makes a recording of a browser: its header has no duration. */
export async function clipWithoutDuration(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const args = ['-v', 'error', ...picture('320x180', 2), ...quick, '-f', 'matroska', '-live', '1', 'pipe:1'];
  const { stdout } = await run(ffmpeg, args, { encoding: 'buffer', maxBuffer: 32 * 1024 ** 2 });
  await writeFile(path, stdout);
  return path;
}

/**
 * Writes the first half of a file to another. @param playable puts its index first, as for the web, so that the half
 * can be read.
 */
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

/** Returns the duration and the streams that ffprobe reports of a playlist or file. */
export async function inspect(path: string): Promise<{ seconds: number; streams: ProbedStream[] }> {
  const { stdout } = await run(ffprobe, [
    '-v',
    'error',
    '-print_format',
    'json',
    '-show_format',
    '-show_streams',
    path,
  ]);
  const { format, streams } = JSON.parse(stdout) as { format: { duration?: string }; streams: ProbedStream[] };
  return { seconds: Number(format.duration), streams };
}

/** Decodes a whole playlist or file. @returns ffmpeg's error messages. */
export async function decode(path: string): Promise<string> {
  const { stderr } = await run(ffmpeg, ['-v', 'error', '-i', path, '-f', 'null', '-']);
  return stderr.replaceAll(/.*Opening .* for reading\n/g, '');
}
