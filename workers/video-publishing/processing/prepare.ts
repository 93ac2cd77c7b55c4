import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewMessage } from '@message-db/client';
import { ElsewhereError } from '@message-db/runtime';
import { StorageUnavailableError } from '@/storage/storage';
import { videoPublishing } from '../contract';
import { ladder, type Step } from '../ffmpeg/picture/ladder';
import { makePoster } from '../ffmpeg/picture/poster';
import type { ProbedSource } from '../ffmpeg/probing/probe';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import { deleteReplaced } from './delete-files';
import { withDiskSpace } from './disk-space-guard';
import type { MediaFolder } from './media-folder';
import { copyPoster, widthsOf } from './poster-copies';
import { prepareSound, probeOnce } from './prepared-file';
import { takeSubtitles } from './take-subtitles';
import { reportDamage, type FileWork } from './work-on-file';

const { commands } = videoPublishing;

/**
 * The first job of a file: probe, poster and sound. Reports each step when it is done. Safe to repeat after a crash at
 * any point: complete files stay, and each report has a fixed id, so it counts once.
 * @returns the plan of the renditions, each of which becomes a job.
 */
export async function prepare(work: FileWork): Promise<NewMessage> {
  const { cause, report, storage, disk } = work;
  const { videoId, uploadId } = cause.data;
  // A replacement is made beside the current file, which viewers see until it is done.
  if (cause.type !== 'ReplacementUploaded') await deleteReplaced(storage, videoId, uploadId);
  const source = await probeOnce(work);
  const { durationSeconds, width, height } = source;
  const probed = { videoId, uploadId, durationSeconds, width, height };
  const [leftOut, chapters] = [[...source.leftOut], [...source.chapters]];
  await report('probe', (options) => commands.RecordProbe({ ...probed, leftOut, chapters }, options));
  if (source.isDamaged) await reportDamage(work);
  const context = { ...work.context, ignoresEdits: source.ignoresEdits };
  const guarded = (step: (work: FileWork) => Promise<unknown>) =>
    withDiskSpace(disk, 0, context.signal, (signal) => step({ ...work, context: { ...context, signal } }));
  await guarded((step) => addPoster(step, source));
  // Side by side, because each uses one core. Sound and subtitles guard the disk themselves.
  await both(
    guarded(addPosterCopies),
    takeSubtitles({ ...work, context }, source).then(() => prepareSound(work, source)),
  );
  const renditions = planOf(source).map((step) => ({ width: step.width, height: step.height }));
  return commands.PlanRenditions({ videoId, uploadId, durationSeconds, renditions });
}

/** Returns the renditions of a source in the order in which they are made: the smallest first. Pure. */
export function planOf(source: ProbedSource): Step[] {
  return ladder(source);
}

/** Waits for both to end, also if one fails, so that neither goes on behind the other's error. @throws an error of one. */
async function both(...steps: readonly [Promise<unknown>, Promise<unknown>]): Promise<void> {
  for (const ended of await Promise.allSettled(steps)) if (ended.status === 'rejected') throw ended.reason;
}

/** Makes the poster. A video without one is still playable, so a failure of ffmpeg is only logged. */
async function addPoster({ cause, folder, context, log }: FileWork, source: ProbedSource): Promise<void> {
  const { videoId, uploadId } = cause.data;
  try {
    await folder.make('poster.jpg', async (place) => {
      await makePoster({ ...context, folder: place }, source);
      await stat(join(place, 'poster.jpg'));
    });
  } catch (error) {
    if (!(error instanceof ToolError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    log.warn({ err: error, videoId, uploadId }, 'could not make a poster');
  }
}

/** Reports the poster with its copies, if there is one. */
async function addPosterCopies({ cause, folder, report, log }: FileWork): Promise<void> {
  const { videoId, uploadId } = cause.data;
  if (!(await folder.has('poster.jpg'))) return;
  const widths = await makePosterCopies(folder, (error) =>
    log.warn({ err: error, videoId, uploadId }, 'could not make copies of the poster'),
  );
  await report('poster', (options) => commands.RecordPoster({ videoId, uploadId, widths }, options));
}

/** Makes the copies of the poster. Pages show the poster itself where there are none, so only a full disk is an error. */
async function makePosterCopies(folder: MediaFolder, warn: (error: unknown) => void): Promise<number[]> {
  try {
    await folder.make('posters', async (place) => copyPoster(await folder.local('poster.jpg'), place));
    return widthsOf(await folder.files('posters'));
  } catch (error) {
    const isOfFile = !(error as NodeJS.ErrnoException).syscall && !(error instanceof StorageUnavailableError);
    if (!isOfFile || error instanceof ElsewhereError) throw error;
    warn(error);
    return [];
  }
}
