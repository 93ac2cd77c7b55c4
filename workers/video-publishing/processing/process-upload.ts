import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Environment } from '@/environment';
import type { Outgoing, Reaction } from '@message-db/runtime';
import { qualityOf, videoPublishing } from '../contract';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { describeRendition, encode } from '../ffmpeg/encode';
import { ladder, type Step } from '../ffmpeg/picture/ladder';
import { masterPlaylist, type Rendition } from '../ffmpeg/master-playlist';
import { makePoster } from '../ffmpeg/picture/poster';
import { probeFile, type ProbedSource, type ToolContext } from '../ffmpeg/probing/probe';
import { overallPercent } from '../ffmpeg/running/progress';
import { encodeSound } from '../ffmpeg/sound/sound';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import { MediaFolder } from './media-folder';
import { copyPoster, widthsOf } from './poster-copies';
import { ProgressReports } from './progress-reports';
import { deleteReplaced } from './delete-files';
import { reporter, type Cause, type Report } from './processing-reports';
import { maxRenditionBytes, maxSoundBytes, withDiskSpace, type Disk } from './disk-space-guard';
import { quote, UnusableFileError } from './unusable-file-error';

const { commands } = videoPublishing;

/**
 * How often ffmpeg may crash on a file, or be killed, before the file fails. Being killed mostly means that the machine
 * was out of memory or that an operator did it. So it is retried more often, but not for ever, because other files
 * wait.
 */
const ATTEMPTS = { crashed: 3, killed: 10 } as const;

/**
 * Processes an upload: probe, poster, then one rendition after the other. Reports each step when it is done. Safe to
 * repeat after a crash at any point: complete files stay, and each report has a fixed id, so it counts once.
 * @returns the last report: processing is complete, or why the file cannot become a video.
 * @throws temporary errors, such as a full disk or a missing ffmpeg.
 */
export async function processUpload(
  environment: Environment,
  cause: Cause,
  reaction: Reaction,
): Promise<readonly Outgoing[]> {
  const { videoId, uploadId } = cause.data;
  const { log } = reaction.host;
  const path = environment.dataPath('uploads', uploadId);
  const folder = await MediaFolder.open(environment.dataPath('media', videoId, uploadId), path);
  const streamName = videoPublishing.commandStream(videoId);
  try {
    await deleteReplaced(environment, videoId, uploadId);
    await checkSource(path);
    const tools = findFfmpeg(environment);
    const context = {
      tools,
      path,
      folder: folder.work,
      signal: reaction.signal,
      onStart: (pid: number) => folder.recordProcess(pid),
    };
    const disk = { folder: folder.root, reserve: environment.DISK_RESERVE };
    await makePlayable({ cause, folder, disk, context, report: reporter(cause, reaction), log });
    await folder.close();
    return [{ streamName, message: commands.CompleteProcessing({ videoId, uploadId }) }];
  } catch (error) {
    const { reason, detail } = await toUnusableFileError(error, folder);
    log.warn({ videoId, uploadId, reason, detail }, 'a file cannot be processed');
    await folder.close();
    return [{ streamName, message: commands.FailProcessing({ videoId, uploadId, reason, detail }) }];
  }
}

interface Work {
  readonly cause: Cause;
  readonly folder: MediaFolder;
  readonly disk: Disk;
  readonly context: ToolContext;
  readonly report: Report;
  readonly log: Reaction['host']['log'];
}

async function makePlayable(initial: Work): Promise<void> {
  const { cause, report } = initial;
  const { videoId, uploadId } = cause.data;
  const source = await probeFile(initial.context);
  const work = { ...initial, context: { ...initial.context, ignoresEdits: source.ignoresEdits } };
  const { durationSeconds, width, height, leftOut } = source;
  await report('probe', (options) =>
    commands.RecordProbe({ videoId, uploadId, durationSeconds, width, height, leftOut: [...leftOut] }, options),
  );
  if (source.isDamaged) await reportDamage(cause, report);
  const { disk, context } = work;
  await withDiskSpace(disk, 0, context.signal, (signal) =>
    addPoster({ ...work, context: { ...context, signal } }, source),
  );
  const soundFile = await withDiskSpace(disk, maxSoundBytes(source), context.signal, (signal) =>
    makeSound({ ...work, context: { ...context, signal } }, source),
  );
  await addRenditions(work, source, soundFile);
}

/** Makes the poster. A video without one is still playable, so a failure of ffmpeg is only logged. */
async function addPoster({ cause, folder, context, report, log }: Work, source: ProbedSource): Promise<void> {
  const { videoId, uploadId } = cause.data;
  try {
    await folder.make('poster.jpg', async (place) => {
      await makePoster({ ...context, folder: place }, source);
      await stat(join(place, 'poster.jpg'));
    });
  } catch (error) {
    if (!(error instanceof ToolError) && !isMissing(error)) throw error;
    log.warn({ err: error, videoId, uploadId }, 'could not make a poster');
    return;
  }
  const widths = await addPosterCopies(folder, (error) =>
    log.warn({ err: error, videoId, uploadId }, 'could not make copies of the poster'),
  );
  await report('poster', (options) => commands.RecordPoster({ videoId, uploadId, widths }, options));
}

/** Makes the copies of the poster. Pages show the poster itself where there are none, so only a full disk is an error. */
async function addPosterCopies(folder: MediaFolder, warn: (error: unknown) => void): Promise<number[]> {
  try {
    await folder.make('posters', (place) => copyPoster(join(folder.root, 'poster.jpg'), place));
    return await widthsOf(join(folder.root, 'posters'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall) throw error;
    warn(error);
    return [];
  }
}

/** Encodes the sound of all renditions to a temporary file. @returns its path; null for a video without sound. */
async function makeSound({ cause, context, report }: Work, source: ProbedSource): Promise<string | null> {
  if (source.sound === null) return null;
  const { file, isDamaged } = await encodeSound(context, source.sound, source);
  if (isDamaged) await reportDamage(cause, report);
  return file;
}

async function addRenditions(work: Work, source: ProbedSource, soundFile: string | null): Promise<void> {
  const { cause, report, log } = work;
  const { videoId, uploadId } = cause.data;
  const progress = new ProgressReports(
    (percent) =>
      report(`progress-${percent}`, (options) => commands.RecordProgress({ videoId, uploadId, percent }, options)),
    (error) => log.warn({ err: error, videoId }, 'could not report progress'),
  );
  const steps = ladder(source);
  const ready: Rendition[] = [];
  for (const [index, step] of steps.entries()) {
    const onFraction = (fraction: number) => progress.report(overallPercent(steps, index, fraction));
    const rendition = await makeRendition(work, source, soundFile, step, onFraction);
    await progress.settled();
    ready.push(rendition);
    await addRendition(work, rendition, ready);
  }
}

/** Encodes a rendition, unless it exists. */
async function makeRendition(
  { cause, folder, disk, context, report }: Work,
  source: ProbedSource,
  soundFile: string | null,
  step: Step,
  onFraction: (fraction: number) => void,
): Promise<Rendition> {
  const name = String(qualityOf(step));
  await folder.make(name, async (place) => {
    const { isDamaged } = await withDiskSpace(disk, maxRenditionBytes(step, source), context.signal, (signal) =>
      encode({ ...context, folder: place, signal }, source, soundFile, step, onFraction),
    );
    if (isDamaged) await reportDamage(cause, report);
  });
  return describeRendition(join(folder.root, name), source, step);
}

/** Writes the master playlist with the new rendition, and reports it. */
async function addRendition(
  { cause, folder, report }: Work,
  rendition: Rendition,
  ready: readonly Rendition[],
): Promise<void> {
  const { videoId, uploadId } = cause.data;
  await folder.replace('master.m3u8', masterPlaylist(ready));
  const { width, height, bitsPerSecond } = rendition;
  const at = new Date().toISOString();
  await report(`rendition-${qualityOf(rendition)}`, (options) =>
    commands.RecordRendition({ videoId, uploadId, width, height, bitsPerSecond, at }, options),
  );
}

/** Reports damage. The report has one id, so it counts once. */
function reportDamage({ data: { videoId, uploadId } }: Cause, report: Report): Promise<void> {
  return report('damage', (options) => commands.RecordDamage({ videoId, uploadId }, options));
}

async function checkSource(path: string): Promise<void> {
  let size: number;
  try {
    size = (await stat(path)).size;
  } catch (error) {
    if (!isMissing(error)) throw error;
    // If the folder of uploads is missing too, its disk is not mounted: `stat` throws, and the work is retried.
    await stat(dirname(path));
    throw new UnusableFileError('source-missing', 'The uploaded file does not exist any more.');
  }
  if (size === 0) throw new UnusableFileError('empty', 'The file has 0 bytes.');
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Converts an error that the file causes. @throws the same error if it is temporary. */
async function toUnusableFileError(error: unknown, folder: MediaFolder): Promise<UnusableFileError> {
  if (error instanceof UnusableFileError) return error;
  if (!(error instanceof ToolError)) throw error;
  const { ending, stderr } = error;
  if (ending === 'too-long') {
    return new UnusableFileError('too-long-to-process', quote(stderr) || 'It took too long to read.');
  }
  if (ending === 'refused') throw error;
  const count = await folder.countFailure(ending);
  if (count < ATTEMPTS[ending]) throw error;
  return new UnusableFileError(
    'unsupported-codec',
    `ffmpeg ${ending === 'crashed' ? 'crashed on' : 'was killed over'} it ${count} times.\n${quote(stderr)}`.trim(),
  );
}
