import { quote, UnusableFile } from '../unusable-file';
import { untrustedInput } from './input';
import { readProgress } from './progress';
import { run, type Tools } from './run';
import { sideDataOfFrames } from './side-data';
import { readSource, type Source } from './source';
import { ToolFailure } from './tool-failure';

const PROBE_LIMIT_MS = 2 * 60_000;
/** Reading a file through, at the speed of the disk. */
const MEASURE_LIMIT_MS = 30 * 60_000;

export interface Probing {
  readonly tools: Tools;
  readonly path: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onStart: (pid: number) => void;
}

export type ProbedSource = Source & { readonly durationSeconds: number };

/**
 * Finds out what is in a file, and reads it through once: whether all that it claims to hold is there.
 * @throws {UnusableFile} when it is not a video, or not all of one.
 */
export async function probeFile(probing: Probing): Promise<ProbedSource> {
  const source = await readFile(probing);
  const measured = await measure(probing, source);
  return { ...source, durationSeconds: durationOf(measured, source.claimedSeconds) };
}

/**
 * How long the video plays, in seconds: what the file says where what it holds agrees. Pure.
 * @throws {UnusableFile} when a good part of what it claims is missing, or nothing is there.
 */
export function durationOf(measured: number, claimed: number | null): number {
  if (claimed !== null && isFarShort(measured, claimed)) {
    throw new UnusableFile(
      'cut-off',
      `It should play for ${claimed.toFixed(1)} s, but ends after ${measured.toFixed(1)} s.`,
    );
  }
  if (measured <= 0 && claimed === null) throw new UnusableFile('not-a-video', 'It has no pictures.');
  return claimed !== null && !isFarShort(claimed, measured) ? claimed : measured;
}

/** More than a tenth is missing, and more than a second. */
export function isFarShort(actual: number, expected: number): boolean {
  return expected - actual > Math.max(1, expected / 10);
}

async function readFile(probing: Probing): Promise<Source> {
  const said = await askProbe(probing);
  const source = readSource(said);
  return source.mayBeHdr ? readSource(said, await sideDataOfFrames(probing, source.videoStream)) : source;
}

async function askProbe({ tools, path, folder, signal, onStart }: Probing): Promise<string> {
  const args = ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', ...untrustedInput(path)];
  try {
    return (await run({ binary: tools.ffprobe, args, folder, signal, onStart, limit: PROBE_LIMIT_MS })).stdout;
  } catch (error) {
    if (!(error instanceof ToolFailure) || error.ending !== 'refused') throw error;
    throw new UnusableFile(/moov atom not found/.test(error.stderr) ? 'cut-off' : 'not-a-video', quote(error.stderr));
  }
}

/** Seconds until the end of the last packet. Nothing is decoded. */
async function measure({ tools, path, folder, signal, onStart }: Probing, source: Source): Promise<number> {
  const streams = [source.videoStream, ...(source.audioStream === null ? [] : [source.audioStream])];
  const args = [
    ...['-nostdin', '-v', 'error', '-nostats', '-progress', 'pipe:1', ...untrustedInput(path)],
    ...[...streams.flatMap((stream) => ['-map', `0:${stream}`]), '-c', 'copy', '-f', 'null', '-'],
  ];
  let end = 0;
  const onLine = (line: string) => (end = readProgress(line)?.seconds ?? end);
  try {
    await run({ binary: tools.ffmpeg, args, folder, signal, onStart, onLine, limit: MEASURE_LIMIT_MS });
  } catch (error) {
    if (!(error instanceof ToolFailure) || error.ending !== 'refused') throw error;
    throw new UnusableFile('not-a-video', quote(error.stderr));
  }
  return end;
}
