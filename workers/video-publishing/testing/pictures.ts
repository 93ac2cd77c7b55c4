import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pictureFilters } from '../ffmpeg/picture/picture-filters';
import type { Tools } from '@/workers/ffmpeg/run';
import { readSource } from '../ffmpeg/probing/source';
import { ffmpeg, ffprobe } from './clips';

const run = promisify(execFile);
/** The ffmpeg that was found, and the old packaged one, if it exists for this machine. */
export const builds: [name: string, tools: Tools][] = [
  ['the ffmpeg that was found', { ffmpeg, ffprobe }],
  ...packaged().map((tools): [string, Tools] => ['the packaged ffmpeg', tools]),
];

function packaged(): Tools[] {
  const require = createRequire(import.meta.url);
  try {
    const tools = {
      ffmpeg: require('@ffmpeg-installer/ffmpeg').path,
      ffprobe: require('@ffprobe-installer/ffprobe').path,
    };
    for (const path of Object.values(tools)) chmodSync(path, 0o755); // The package's install script does this, unless scripts are disabled.
    return [tools];
  } catch {
    return [];
  }
}

const SIZE = { width: 320, height: 180 };
/** Ten frames with all colours, in RGB. */
const PATTERN = ['-f', 'lavfi', '-i', `testsrc2=s=${SIZE.width}x${SIZE.height}:r=10:d=1`];
const BT709 = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
const RAW = ['-f', 'rawvideo', 'pipe:1'];
const OUTPUT = { encoding: 'buffer', maxBuffer: 64 * 1024 ** 2 } as const;

/** Returns the pattern in BT.709, which every rendition of it should match. Frames of yuv420p. */
export async function reference(): Promise<Buffer> {
  return (await run(ffmpeg, ['-v', 'error', ...PATTERN, '-vf', `format=gbrp,${BT709}`, ...RAW], OUTPUT)).stdout;
}

/**
 * Makes a clip of the pattern. @param filters convert its colours. @param tags ffmpeg's options for colour tags and
 * codec.
 */
export async function patternClip(
  folder: string,
  name: string,
  filters: string,
  tags: readonly string[],
): Promise<string> {
  const path = join(folder, name);
  await run(ffmpeg, ['-v', 'error', '-y', ...PATTERN, '-vf', `format=gbrp,${filters}`, ...tags, path]);
  return path;
}

/** Applies the filters of a rendition to a clip. @returns frames of yuv420p. */
export async function rendered(tools: Tools, path: string): Promise<Buffer> {
  const shown = ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams'];
  const source = readSource((await run(tools.ffprobe, [...shown, path])).stdout);
  const graph = `[0:${source.videoStream}]${pictureFilters(source, SIZE).join(',')}`;
  return (
    await run(tools.ffmpeg, ['-v', 'error', '-noautorotate', '-i', path, '-filter_complex', graph, ...RAW], OUTPUT)
  ).stdout;
}

/** Compares two sequences of yuv420p frames: the PSNR of all planes in dB, and the ratio of their saturations. Pure. */
export function likeness(one: Buffer, other: Buffer, { width, height } = SIZE): { psnr: number; saturation: number } {
  const length = Math.min(one.length, other.length);
  let squares = 0;
  for (let at = 0; at < length; at += 1) squares += ((one[at] as number) - (other[at] as number)) ** 2;
  const saturationOf = (frames: Buffer) => {
    const [luma, chroma] = [width * height, (width / 2) * (height / 2)];
    let sum = 0;
    for (let at = luma; at < chroma + luma; at += 1) {
      sum += Math.hypot((frames[at] as number) - 128, (frames[at + chroma] as number) - 128);
    }
    return sum;
  };
  return { psnr: 10 * Math.log10(255 ** 2 / (squares / length)), saturation: saturationOf(one) / saturationOf(other) };
}
