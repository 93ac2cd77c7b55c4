import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Outgoing, Reaction } from '@/workers/runtime/src/reacting/reacts';
import { qualityOf, videoPublishing } from './contract';
import { findFfmpeg } from './ffmpeg/binaries';
import { describeRendition, encode } from './ffmpeg/encode';
import { ladder, type Step } from './ffmpeg/ladder';
import { masterPlaylist, type Rendition } from './ffmpeg/master-playlist';
import { makePoster } from './ffmpeg/poster';
import { probeFile, type ProbedSource, type Probing } from './ffmpeg/probe';
import { overallPercent } from './ffmpeg/progress';
import { encodeSound } from './ffmpeg/sound';
import { ToolError } from './ffmpeg/tool-error';
import { MediaFolder } from './media-folder';
import { ProgressReports } from './progress-reports';
import { deleteReplaced } from './delete-files';
import { reporter, type Cause, type Report } from './reports';
import { mostBytesOf, mostBytesOfSound, withDiskSpace, type Disk } from './disk-space-guard';
import { quote, UnusableFileError } from './unusable-file-error';

const { commands } = videoPublishing;

/**
 * How often ffmpeg may die of the same file before the file is to blame. Killed from outside mostly means that the
 * machine was out of memory, or somebody's command: that gets more chances, but not so many that it holds up all others.
 */
const DEATHS = { crashed: 3, killed: 10 } as const;

/**
 * Makes an upload playable, step by step, and reports each as it is done: probed, poster, one rendition after the other.
 * Safe to run again after a crash at any moment: what is complete stays, and reports count once.
 * @returns the last report: all done, or why the file cannot become a video.
 * @throws whatever may pass, such as a full disk or an ffmpeg that is missing.
 */
export async function processUpload(cause: Cause, reaction: Reaction): Promise<readonly Outgoing[]> {
  const { videoId, uploadId } = cause.data;
  const { environment, log } = reaction.host;
  const path = environment.dataPath('uploads', uploadId);
  const folder = await MediaFolder.open(environment.dataPath('media', videoId, uploadId), path);
  const streamName = videoPublishing.commandStream(videoId);
  try {
    await deleteReplaced(environment, videoId, uploadId);
    await checkSource(path);
    const tools = findFfmpeg(environment);
    const probing = {
      tools,
      path,
      folder: folder.work,
      signal: reaction.signal,
      onStart: (pid: number) => folder.remember(pid),
    };
    const disk = { folder: folder.root, reserve: environment.DISK_RESERVE };
    await makePlayable({ cause, folder, disk, probing, report: reporter(cause, reaction), log });
    await folder.close();
    return [{ streamName, message: commands.CompleteProcessing({ videoId, uploadId }) }];
  } catch (error) {
    const { reason, detail } = await blameFile(error, folder);
    log.warn({ videoId, uploadId, reason, detail }, 'a file cannot be processed');
    await folder.close();
    return [{ streamName, message: commands.FailProcessing({ videoId, uploadId, reason, detail }) }];
  }
}

interface Work {
  readonly cause: Cause;
  readonly folder: MediaFolder;
  readonly disk: Disk;
  readonly probing: Probing;
  readonly report: Report;
  readonly log: Reaction['host']['log'];
}

async function makePlayable(begun: Work): Promise<void> {
  const { cause, report } = begun;
  const { videoId, uploadId } = cause.data;
  const source = await probeFile(begun.probing);
  const work = { ...begun, probing: { ...begun.probing, ignoresEdits: source.ignoresEdits } };
  const { durationSeconds, width, height, leftOut } = source;
  await report('probe', (options) =>
    commands.RecordProbe({ videoId, uploadId, durationSeconds, width, height, leftOut: [...leftOut] }, options),
  );
  if (source.isDamaged) await reportDamage(cause, report);
  const { disk, probing } = work;
  await withDiskSpace(disk, 0, probing.signal, (signal) =>
    addPoster({ ...work, probing: { ...probing, signal } }, source),
  );
  const soundFile = await withDiskSpace(disk, mostBytesOfSound(source), probing.signal, (signal) =>
    makeSound({ ...work, probing: { ...probing, signal } }, source),
  );
  await addRenditions(work, source, soundFile);
}

/** A video without a poster is still a video. */
async function addPoster({ cause, folder, probing, report, log }: Work, source: ProbedSource): Promise<void> {
  const { videoId, uploadId } = cause.data;
  try {
    await folder.make('poster.jpg', async (place) => {
      await makePoster({ ...probing, folder: place }, source);
      await stat(join(place, 'poster.jpg'));
    });
  } catch (error) {
    if (!(error instanceof ToolError) && !isMissing(error)) throw error;
    log.warn({ err: error, videoId, uploadId }, 'could not make a poster');
    return;
  }
  await report('poster', (options) => commands.RecordPoster({ videoId, uploadId }, options));
}

/** @returns the path of the sound that all renditions get, for as long as this attempt lasts. Null: there is none. */
async function makeSound({ cause, probing, report }: Work, source: ProbedSource): Promise<string | null> {
  if (source.sound === null) return null;
  const { file, isDamaged } = await encodeSound(probing, source.sound, source);
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
    const onFraction = (fraction: number) => progress.tell(overallPercent(steps, index, fraction));
    const rendition = await makeRendition(work, source, soundFile, step, onFraction);
    await progress.settled();
    ready.push(rendition);
    await addRendition(work, rendition, ready);
  }
}

/** Encodes a rendition, unless it is there. */
async function makeRendition(
  { cause, folder, disk, probing, report }: Work,
  source: ProbedSource,
  soundFile: string | null,
  step: Step,
  onFraction: (fraction: number) => void,
): Promise<Rendition> {
  const name = String(qualityOf(step));
  await folder.make(name, async (place) => {
    const { isDamaged } = await withDiskSpace(disk, mostBytesOf(step, source), probing.signal, (signal) =>
      encode({ ...probing, folder: place, signal }, source, soundFile, step, onFraction),
    );
    if (isDamaged) await reportDamage(cause, report);
  });
  return describeRendition(join(folder.root, name), source, step);
}

/** Puts a new rendition into the playlist, with those before it, and reports it. */
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

/** Counts once, however often it is met with. */
function reportDamage({ data: { videoId, uploadId } }: Cause, report: Report): Promise<void> {
  return report('damage', (options) => commands.RecordDamage({ videoId, uploadId }, options));
}

async function checkSource(path: string): Promise<void> {
  let size: number;
  try {
    size = (await stat(path)).size;
  } catch (error) {
    if (!isMissing(error)) throw error;
    // Where the whole folder is missing, a disk is not mounted, and the file is not lost.
    await stat(dirname(path));
    throw new UnusableFileError('source-missing', 'The uploaded file is not there any more.');
  }
  if (size === 0) throw new UnusableFileError('empty', 'The file has 0 bytes.');
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** @throws the error itself, where it may pass. */
async function blameFile(error: unknown, folder: MediaFolder): Promise<UnusableFileError> {
  if (error instanceof UnusableFileError) return error;
  if (!(error instanceof ToolError)) throw error;
  const { ending, stderr } = error;
  if (ending === 'too-long') {
    return new UnusableFileError('too-long-to-process', quote(stderr) || 'It took too long to read.');
  }
  if (ending === 'refused') throw error;
  const deaths = await folder.count(ending);
  if (deaths < DEATHS[ending]) throw error;
  return new UnusableFileError(
    'unsupported-codec',
    `ffmpeg ${ending === 'crashed' ? 'crashed on' : 'was killed over'} it ${deaths} times.\n${quote(stderr)}`.trim(),
  );
}
