import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '@/storage/storage';
import { PictureError, type PictureContext, type PictureShape } from '@/workers/ffmpeg/pictures/make-picture';
import { run } from '@/workers/ffmpeg/run';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import type { PosterProblem } from '../contract';
import { PICTURE_MIN } from '../messages/posters';
import { JPEG } from '../ffmpeg/picture/poster';
import { untrustedInput } from '../ffmpeg/running/input';
import { joinSegments, renditionsIn, segmentsIn } from '@/workers/ffmpeg/rendition-files';

const LIMIT_MS = 60_000;
/** The longer side of a poster, and the shorter side of the rendition of which it is made. */
const SIDE_MAX = 1280;
const RENDITION_MIN = 720;
/** In seconds: as long as a frame is shown at the lowest rate of a rendition, and what clocks may differ by. */
const FRAME_MAX = 0.12;
const TOLERANCE = 0.01;
const FIT = `scale='min(${SIDE_MAX},iw)':'min(${SIDE_MAX},ih)':force_original_aspect_ratio=decrease:flags=lanczos`;
const EVEN = 'scale=trunc(iw/2)*2:trunc(ih/2)*2';

/** What a picture that a creator uploads becomes. */
export const POSTER_SHAPE: PictureShape = {
  minWidth: PICTURE_MIN.width,
  minHeight: PICTURE_MIN.height,
  filters: [FIT, EVEN],
};

type FrameContext = Pick<PictureContext, 'tools' | 'folder' | 'signal'>;

/**
 * Writes the frame that a player shows at a time to poster.jpg. It is taken from the rendition that is large enough, or
 * else the largest, so it has the right size, colours and direction already, and is quickly found.
 * @param media the folder of the file's media in the storage.
 * @param seconds from the beginning. After the end it is the last frame.
 * @throws {PictureError} if the segment has no frame.
 * @throws {ElsewhereError} if this machine does not reach the renditions.
 */
export async function makeFrame(
  context: FrameContext,
  storage: Storage,
  media: string,
  seconds: number,
): Promise<void> {
  const { folder } = context;
  const renditions = await renditionsIn(storage, media);
  const rendition =
    renditions.find(({ width, height }) => Math.min(width, height) >= RENDITION_MIN) ?? renditions.at(-1);
  const { init, all } = rendition ? await segmentsIn(storage, rendition) : { init: null, all: [] };
  const last = all.at(-1);
  if (!rendition || !last) throw new PictureError<PosterProblem>('no-such-frame');
  const time = Math.min(seconds, last.start + last.seconds);
  const segment = all.findLast(({ start }) => start <= time + TOLERANCE) ?? all[0]!;
  await joinSegments(storage, rendition, [init, segment.name], join(folder, 'segment'));
  // Of the frames that were shown shortly before, each overwrites the one before.
  const shown = `select='between(t,${(time - FRAME_MAX).toFixed(3)},${(time + TOLERANCE).toFixed(3)})'`;
  if (!(await extract(context, [shown])) && !(await extract(context, [])))
    throw new PictureError<PosterProblem>('no-such-frame');
}

/** @returns whether there was a frame. */
async function extract({ tools, folder, signal }: FrameContext, selected: readonly string[]): Promise<boolean> {
  const filters = [...selected, FIT, EVEN, ...JPEG, 'setpts=N/25/TB'].join(',');
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y', '-threads', '1', '-copyts'],
    ...untrustedInput(join(folder, 'segment')),
    ...['-map', '0:v:0', '-vf', filters, '-r', '25', ...(selected.length > 0 ? [] : ['-frames:v', '1'])],
    ...['-q:v', '3', '-map_metadata', '-1', '-f', 'image2', '-update', '1', 'poster.jpg'],
  ];
  try {
    await run({ binary: tools.ffmpeg, args, folder, signal, limit: LIMIT_MS });
  } catch (error) {
    if (!(error instanceof ToolError) || error.ending !== 'refused') throw error;
  }
  return stat(join(folder, 'poster.jpg')).then(
    () => true,
    () => false,
  );
}
