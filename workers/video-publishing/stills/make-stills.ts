import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '@/storage/storage';
import { run, type Tools } from '@/workers/ffmpeg/run';
import { detailFilters, readDetail } from '../ffmpeg/picture/detail';
import { JPEG } from '../ffmpeg/picture/poster';
import { untrustedInput } from '../ffmpeg/running/input';
import { chooseProposals } from './choose';
import { joinSegments, renditionsIn, segmentsIn } from '@/workers/ffmpeg/rendition-files';
import { SHEET, thumbnailsFile, tileOf } from './thumbnails';

/** The most pictures of a film. */
const PICTURES_MAX = 200;
/** In seconds. Of a shorter film, more than the key frames are looked at: about ten pictures. */
const SHORT = 20;
const SHORT_PICTURES = 10;
const LIMIT_MS = 10 * 60_000;
/** The width of a proposal, as the studio shows it on a screen of twice the density. */
const PROPOSAL_WIDTH = 384;

/** What was made of a film, beside its pictures. */
export interface Stills {
  /** The times of the proposed posters, in seconds. Their pictures are proposal-1.jpg and so on. */
  readonly proposals: readonly number[];
  /** Whether there are thumbnails.vtt and its sheets. */
  readonly hasStoryboard: boolean;
}

/**
 * Makes the storyboard of a film and the posters to propose, in one run of ffmpeg: of the smallest rendition, and of
 * its key frames alone, so that it costs little. stills.json says what was made.
 * @param context.folder for the files.
 * @param media the folder of the file's media in the storage.
 * @throws {ElsewhereError} if this machine does not reach the renditions.
 */
export async function makeStills(
  context: { readonly tools: Tools; readonly folder: string; readonly signal: AbortSignal },
  storage: Storage,
  media: string,
): Promise<void> {
  const { tools, folder, signal } = context;
  const file = (name: string) => join(folder, name);
  const [rendition] = await renditionsIn(storage, media);
  const { init, all } = rendition ? await segmentsIn(storage, rendition) : { init: null, all: [] };
  const last = all.at(-1);
  if (!rendition || !last) return void (await save(folder, { proposals: [], hasStoryboard: false }));
  const durationSeconds = last.start + last.seconds;
  const isShort = durationSeconds <= SHORT;
  const every = Math.ceil(all.length / PICTURES_MAX);
  const used = isShort ? all : all.filter((_, index) => index % every === 0);
  await joinSegments(storage, rendition, [init, ...used.map(({ name }) => name)], file('film'));

  const tile = tileOf(rendition);
  const interval = Math.max(0.2, durationSeconds / SHORT_PICTURES);
  // One picture follows the other at any rate, so that ffmpeg neither repeats nor drops one.
  const output = (...filters: string[]) => [
    ...[
      '-map',
      '0:v:0',
      '-vf',
      [...(isShort ? [`fps=1/${interval.toFixed(4)}`] : []), ...filters, 'setpts=N/25/TB'].join(','),
    ],
    ...['-r', '25', '-map_metadata', '-1'],
  ];
  const pictures = ['-f', 'image2'];
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y', '-threads', '1', ...(isShort ? [] : ['-skip_frame', 'nokey'])],
    ...untrustedInput(file('film')),
    ...output(`scale=${tile.width}:${tile.height}:flags=area`, `tile=${SHEET.columns}x${SHEET.rows}`, ...JPEG),
    ...['-q:v', '4', ...pictures, 'sheet-%d.jpg'],
    ...output(`scale='min(${PROPOSAL_WIDTH},iw)':-2:flags=area`, ...JPEG),
    ...['-q:v', '3', ...pictures, 'picture-%d.jpg'],
    ...output(...detailFilters()),
    ...['-f', 'rawvideo', 'detail'],
  ];
  await run({ binary: tools.ffmpeg, args, folder, signal, limit: LIMIT_MS });

  const details = [...(await readDetail(file('detail')))];
  const times = isShort ? details.map((_, index) => index * interval) : used.map(({ start }) => start);
  // Other files than ours may have more key frames, whose times are not known.
  const isKnown = details.length > 0 && details.length === times.length;
  const chosen = isKnown ? chooseProposals(details) : [];
  for (const [index, picture] of chosen.entries())
    // oxlint-disable-next-line no-await-in-loop
    await rename(file(`picture-${picture + 1}.jpg`), file(`proposal-${index + 1}.jpg`));
  if (isKnown) await writeFile(file('thumbnails.vtt'), thumbnailsFile(times, durationSeconds, tile));
  for (const name of ['film', 'detail', ...details.map((_, index) => `picture-${index + 1}.jpg`)])
    // oxlint-disable-next-line no-await-in-loop
    await rm(file(name), { force: true });
  await save(folder, { proposals: chosen.map((index) => round(times[index]!)), hasStoryboard: isKnown });
}

export const STILLS_FILE = 'stills.json';

async function save(folder: string, stills: Stills): Promise<void> {
  await writeFile(join(folder, STILLS_FILE), JSON.stringify(stills));
}

/** Reads what was made from the bytes of its file. */
export function readStills(bytes: Buffer): Stills {
  return JSON.parse(bytes.toString()) as Stills;
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
