import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { detailFilters, momentOfMost, readDetail } from './detail';
import { untrustedInput } from './input';
import { ladder } from './ladder';
import { stillFilters, wholeFrames } from './picture-filters';
import type { ProbedSource, Probing } from './probe';
import { rational } from './rational';
import { run, THREADS } from './run';
import { ToolError } from './tool-error';

const LIMIT_MS = 5 * 60_000;
const WHOLE_LIMIT_MS = 30 * 60_000;
/** In seconds. What is shorter is looked through frame by frame. */
const SHORT = 20;
/** Where a longer one is looked at: as parts of its length. */
const PLACES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/** Less detail than this: a picture of one colour, or nearly so. */
const BLANK = 3;
const SIDE_MAX = 720;
/** JPEG is BT.601 of full range, by its standard. Older versions do not convert both at once. */
const JPEG = [
  ...['scale=in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=tv', 'format=yuv420p'],
  ...['scale=in_range=tv:out_range=pc', 'format=yuvj420p'],
];

interface Candidate {
  readonly file: string;
  readonly detail: number;
}

/**
 * Makes poster.jpg in `folder`: of some pictures across the video the one with the most detail. Where all of those are
 * blank, of all pictures that there are. Nothing is written where no picture can be decoded.
 */
export async function makePoster(probing: Probing, source: ProbedSource): Promise<void> {
  const { start, durationSeconds } = source;
  const places = durationSeconds > SHORT ? PLACES.map((place) => start + place * durationSeconds) : [];
  let best = await bestOf(probing, source, places);
  if (best === null || best.detail < BLANK) {
    const richest = await richestMoment(probing, source);
    best = better(best, await candidate(probing, source, richest));
  }
  // Some files cannot be sought in.
  best ??= await candidate(probing, source, null);
  if (best !== null) await rename(join(probing.folder, best.file), join(probing.folder, 'poster.jpg'));
}

async function bestOf(probing: Probing, source: ProbedSource, places: readonly number[]): Promise<Candidate | null> {
  let best: Candidate | null = null;
  // oxlint-disable-next-line no-await-in-loop -- one after the other, as all work on files
  for (const place of places) best = better(best, await candidate(probing, source, place));
  return best;
}

function better(one: Candidate | null, other: Candidate | null): Candidate | null {
  return one === null || (other !== null && other.detail > one.detail) ? other : one;
}

/** The picture at a moment in seconds, or the first. Null where there is none that can be decoded. */
async function candidate(probing: Probing, source: ProbedSource, moment: number | null): Promise<Candidate | null> {
  const name = moment === null ? 'first' : `at-${moment.toFixed(3)}`;
  const [file, detail] = [`${name}.jpg`, `${name}.detail`];
  const steps = ladder(source);
  const size = steps.findLast(({ width, height }) => Math.min(width, height) <= SIDE_MAX) ?? steps[0];
  if (size === undefined) return null;
  const picture = [...wholeFrames(source), ...stillFilters(source, size), ...JPEG].join(',');
  await look(probing, moment, LIMIT_MS, [
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
  const details = await readDetail(join(probing.folder, detail));
  return details[0] === undefined ? null : { file, detail: details[0] };
}

/** When the picture with the most detail of all is shown, in seconds. Null: with the first one. */
async function richestMoment(probing: Probing, { videoStream, frameRate }: ProbedSource): Promise<number | null> {
  const filters = [...detailFilters(), `fps=${frameRate}:start_time=0`].join(',');
  await look(probing, null, WHOLE_LIMIT_MS, [
    '-map',
    `0:${videoStream}`,
    '-vf',
    filters,
    '-f',
    'rawvideo',
    'all.detail',
  ]);
  return momentOfMost(await readDetail(join(probing.folder, 'all.detail')), rational(frameRate) ?? 1);
}

/** Decodes from a moment on. What it leaves is all that there is: a damaged file may end in an error. */
async function look(probing: Probing, moment: number | null, limit: number, outputs: readonly string[]): Promise<void> {
  const { tools, path, folder, signal, onStart } = probing;
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y', ...(moment === null ? [] : ['-ss', moment.toFixed(6)])],
    ...[...THREADS, '-noautorotate', ...untrustedInput(path), ...outputs],
  ];
  try {
    await run({ binary: tools.ffmpeg, args, folder, signal, onStart, limit });
  } catch (error) {
    if (!(error instanceof ToolError) || (error.ending !== 'refused' && error.ending !== 'too-long')) throw error;
  }
}
