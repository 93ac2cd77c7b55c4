import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { detailFilters, readDetail, timeOfMostDetail } from './detail';
import { untrustedInput } from '../running/input';
import { ladder } from './ladder';
import { deinterlaceFilters, stillFilters } from './picture-filters';
import type { ProbedSource, ToolContext } from '../probing/probe';
import { rational } from '../probing/rational';
import { run, THREADS } from '@/workers/ffmpeg/run';
import { ToolError } from '@/workers/ffmpeg/tool-error';

const LIMIT_MS = 5 * 60_000;
const WHOLE_LIMIT_MS = 30 * 60_000;
/** In seconds. Every frame of a shorter video is examined. */
const SHORT = 20;
/** The candidates of a longer video, as fractions of its length. */
const FRACTIONS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/** A picture with less detail has nearly one colour. */
const BLANK = 3;
const SIDE_MAX = 720;
/** JPEG is BT.601 with full range, by its standard. Older versions of ffmpeg convert only one of them at a time. */
export const JPEG = [
  ...['scale=in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=tv', 'format=yuv420p'],
  ...['scale=in_range=tv:out_range=pc', 'format=yuvj420p'],
];

interface Candidate {
  readonly file: string;
  readonly detail: number;
}

/**
 * Makes poster.jpg in the folder of `context`, from the picture with the most detail: first of a few candidates, and of
 * all pictures if these are blank. Writes nothing if no picture can be decoded.
 */
export async function makePoster(context: ToolContext, source: ProbedSource): Promise<void> {
  const { start, durationSeconds } = source;
  const times = durationSeconds > SHORT ? FRACTIONS.map((fraction) => start + fraction * durationSeconds) : [];
  let best = await bestOf(context, source, times);
  if (best === null || best.detail < BLANK) {
    const time = await timeOfBestPicture(context, source);
    best = better(best, await candidateAt(context, source, time));
  }
  // Seeking fails in some files.
  best ??= await candidateAt(context, source, null);
  if (best !== null) await rename(join(context.folder, best.file), join(context.folder, 'poster.jpg'));
}

async function bestOf(context: ToolContext, source: ProbedSource, times: readonly number[]): Promise<Candidate | null> {
  let best: Candidate | null = null;
  // oxlint-disable-next-line no-await-in-loop -- one ffmpeg at a time
  for (const time of times) best = better(best, await candidateAt(context, source, time));
  return best;
}

function better(one: Candidate | null, other: Candidate | null): Candidate | null {
  return one === null || (other !== null && other.detail > one.detail) ? other : one;
}

/** Extracts a picture. @param time in seconds; null for the first picture. @returns null if it cannot be decoded. */
async function candidateAt(context: ToolContext, source: ProbedSource, time: number | null): Promise<Candidate | null> {
  const name = time === null ? 'first' : `at-${time.toFixed(3)}`;
  const [file, detail] = [`${name}.jpg`, `${name}.detail`];
  const steps = ladder(source);
  const size = steps.findLast(({ width, height }) => Math.min(width, height) <= SIDE_MAX) ?? steps[0];
  if (size === undefined) return null;
  const picture = [...deinterlaceFilters(source), ...stillFilters(source, size), ...JPEG].join(',');
  await decode(context, time, LIMIT_MS, [
    ...['-map', `0:${source.videoStream}`, '-vf', picture, '-frames:v', '1', '-q:v', '3', '-map_metadata', '-1'],
    ...['-f', 'image2', '-update', '1', file],
    ...[
      '-map',
      `0:${source.videoStream}`,
      '-vf',
      detailFilters().join(','),
      '-frames:v',
      '1',
      '-f',
      'rawvideo',
      detail,
    ],
  ]);
  const details = await readDetail(join(context.folder, detail));
  return details[0] === undefined ? null : { file, detail: details[0] };
}

/** Returns the time of the picture with the most detail in the whole video, in seconds. Null for the first picture. */
async function timeOfBestPicture(
  context: ToolContext,
  { videoStream, frameRate }: ProbedSource,
): Promise<number | null> {
  const filters = [...detailFilters(), `fps=${frameRate}:start_time=0`].join(',');
  await decode(context, null, WHOLE_LIMIT_MS, [
    '-map',
    `0:${videoStream}`,
    '-vf',
    filters,
    '-f',
    'rawvideo',
    'all.detail',
  ]);
  return timeOfMostDetail(await readDetail(join(context.folder, 'all.detail')), rational(frameRate) ?? 1);
}

/** Decodes from a time to the end or to the last output. Ignores errors about the file: the outputs so far are used. */
async function decode(
  context: ToolContext,
  time: number | null,
  limit: number,
  outputs: readonly string[],
): Promise<void> {
  const { tools, path, folder, signal, onStart } = context;
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y', ...(time === null ? [] : ['-ss', time.toFixed(6)])],
    ...[...THREADS, '-noautorotate', ...untrustedInput(path), ...outputs],
  ];
  try {
    await run({ binary: tools.ffmpeg, args, folder, signal, onStart, limit });
  } catch (error) {
    if (!(error instanceof ToolError) || (error.ending !== 'refused' && error.ending !== 'too-long')) throw error;
  }
}
