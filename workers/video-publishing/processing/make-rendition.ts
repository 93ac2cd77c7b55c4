import type { NewMessage } from '@message-db/client';
import { qualityOf, videoPublishing } from '../contract';
import { describeRendition, encode } from '../ffmpeg/encode';
import { masterPlaylist, type Rendition } from '../ffmpeg/master-playlist';
import type { Step } from '../ffmpeg/picture/ladder';
import type { ProbedSource } from '../ffmpeg/probing/probe';
import { maxRenditionBytes, withDiskSpace } from './disk-space-guard';
import type { MediaFolder } from './media-folder';
import { planOf } from './prepare';
import { prepareSound, probeOnce, type PreparedFile } from './prepared-file';
import { ProgressReports } from './progress-reports';
import { reportDamage, type FileWork } from './work-on-file';

const { commands } = videoPublishing;

/**
 * A job for one rendition of a prepared file. Safe to repeat: a complete rendition stays.
 * @param quality its name, as in the plan.
 * @returns the report that it can be played.
 */
export async function makeRendition(work: FileWork, quality: number): Promise<NewMessage> {
  const { cause, folder } = work;
  const { videoId, uploadId } = cause.data;
  const source = await probeOnce(work);
  const steps = planOf(source);
  const step = steps.find((each) => qualityOf(each) === quality);
  if (!step) throw new Error(`The plan has no rendition ${quality}`);
  if (!(await folder.has(nameOf(step)))) await encodeStep(work, await prepareSound(work, source), step);
  const ready = await updateMasterPlaylist(folder, source, steps);
  const { width, height, bitsPerSecond } = ready.find((each) => qualityOf(each) === quality)!;
  if (ready.length === steps.length) await folder.close();
  const at = new Date().toISOString();
  return commands.RecordRendition({ videoId, uploadId, width, height, bitsPerSecond, at });
}

/** The name of the folder of a rendition. */
function nameOf(step: Step): string {
  return String(qualityOf(step));
}

async function encodeStep(work: FileWork, { source, context, soundFile }: PreparedFile, step: Step): Promise<void> {
  const { cause, disk, folder, report, log } = work;
  const { videoId, uploadId } = cause.data;
  const { height } = step;
  const progress = new ProgressReports(
    (percent) =>
      report(`progress-${height}-${percent}`, (options) =>
        commands.RecordProgress({ videoId, uploadId, percent, height }, options),
      ),
    (error) => log.warn({ err: error, videoId }, 'could not report progress'),
  );
  const onFraction = (fraction: number) => progress.report(Math.floor(100 * Math.min(1, Math.max(0, fraction))));
  await folder.make(nameOf(step), async (place) => {
    const { isDamaged } = await withDiskSpace(disk, maxRenditionBytes(step, source), context.signal, (signal) =>
      encode({ ...context, folder: place, signal }, source, soundFile, step, onFraction),
    );
    if (isDamaged) await reportDamage(work);
  });
  await progress.settled();
}

/**
 * Writes the master playlist with all renditions that are complete, until no other was added meanwhile. So of several
 * jobs that end at the same time, the last one that writes it lists all.
 */
async function updateMasterPlaylist(
  folder: MediaFolder,
  source: ProbedSource,
  steps: readonly Step[],
): Promise<Rendition[]> {
  let written = -1;
  for (;;) {
    const ready = await completeRenditions(folder, source, steps);
    if (ready.length === written) return ready;
    await folder.replace('master.m3u8', masterPlaylist(ready));
    written = ready.length;
  }
}

async function completeRenditions(
  folder: MediaFolder,
  source: ProbedSource,
  steps: readonly Step[],
): Promise<Rendition[]> {
  const ready: Rendition[] = [];
  for (const step of steps.toSorted((one, other) => qualityOf(one) - qualityOf(other))) {
    if (await folder.has(nameOf(step))) ready.push(await describeRendition(folder, nameOf(step), source, step));
  }
  return ready;
}
