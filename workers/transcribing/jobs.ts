import { DuplicateMessageError, type EventOf, type NewMessage } from '@message-db/client';
import { addJob, ElsewhereError, removeJobs, works, type JobsOf, type JobWork } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { DiskFullError, freeBytes } from '@/disk-space';
import type { Environment } from '@/environment';
import { StorageUnavailableError, type Storage } from '@/storage/storage';
import { LINES_MAX, TEXT_MAX, type Line } from '@/text/captions/line';
import { hasWhisper, readWhisperModel, WHISPER_PACKAGE, WhisperModelError } from '@/whisper-model';
import { captioning } from '@/workers/captioning/contract';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { transcribing } from './contract';
import { Recogniser, UnusableModelError } from './recogniser/recogniser';
import { findFilm } from './sound/film';
import { captionLines } from './text/caption-lines';
import { draftChapters } from './text/draft-chapters';
import { transcribe, workName } from './transcribe';

type Requested = Extract<EventOf<typeof transcribing>, { type: 'TranscriptionRequested' }>;

const { FailTranscription, RecordTranscribingProgress, RecordTranscription } = transcribing.commands;

/** Progress is reported in steps of this many percent. */
const STEP = 5;

/** One job per video. Of a creator's jobs, those that were requested go first. */
export const JOBS: JobsOf<typeof transcribing, 'transcribe'> = {
  TranscriptionRequested: ({ data: { ownerId, isAsked } }) => [
    addJob('transcribe', { owner: ownerId, stage: 0, step: isAsked ? 1 : 0, cost: 1 }),
  ],
  TranscriptionCancelled: () => [removeJobs()],
  TranscriptionMade: () => [removeJobs()],
  TranscriptionFailed: () => [removeJobs()],
  TranscribingPaused: () => [removeJobs()],
  TranscribingClosed: () => [removeJobs()],
};

export interface Site {
  readonly environment: Environment;
  readonly storage: Storage;
  /** The program of this worker. */
  readonly program: string;
}

/**
 * Makes captions, one film at a time. Everything else on this machine goes before the recogniser; the sound is extracted
 * at the priority of an encoder.
 */
export function transcribes(site: Site) {
  return works({
    name: 'transcribing-jobs',
    follows: transcribing,
    writes: [transcribing.commandCategory, captioning.commandCategory],
    slots: 1,
    jobs: JOBS,
    run: {
      async transcribe({ event }, work) {
        if (event.type !== 'TranscriptionRequested') throw new Error(`${event.type} asks for no captions`);
        return makeCaptions(site, event, work).catch(elsewhere);
      },
    },
  });
}

/** Lets another process try, which may have what this one lacks. */
function elsewhere(error: unknown): never {
  if (error instanceof StorageUnavailableError) throw new ElsewhereError('the storage', { cause: error });
  if (error instanceof WhisperModelError) throw new ElsewhereError('a speech model', { cause: error });
  if (error instanceof UnusableModelError) throw new ElsewhereError(`a usable ${error.what}`, { cause: error });
  throw error;
}

async function makeCaptions(site: Site, event: Requested, { signal, send }: JobWork) {
  const { environment, storage, program } = site;
  const { videoId, requestId, ownerId, uploadId, language, taken } = event.data;
  const path = environment.WHISPER_MODEL;
  if (path === undefined) throw new ElsewhereError('a speech model');
  if (!hasWhisper()) throw new ElsewhereError(`the package ${WHISPER_PACKAGE}`);
  const model = await readWhisperModel(path);
  const media = `media/${videoId}/${uploadId}`;
  if (!(await storage.has(`${media}/master.m3u8`))) throw new ElsewhereError('the renditions');
  const film = await findFilm(storage, media);
  if (film === null) throw new ElsewhereError('the renditions');
  await requireSpace(await storage.workFolder(workName(media)), environment.DISK_RESERVE);

  const own = (message: NewMessage) => ({ streamName: transcribing.commandStream(videoId), message });
  const sendOnce = (streamName: string, message: NewMessage) =>
    send({ streamName, message }).catch((error: unknown) => {
      if (!(error instanceof DuplicateMessageError)) throw error;
    });
  let reported = 0;
  let reporting = Promise.resolve();
  const onProgress = (percent: number) => {
    const whole = Math.min(99, Math.floor(percent / STEP) * STEP);
    if (whole <= reported) return;
    reported = whole;
    const id = uuidFrom(`progress ${whole}`, event.id);
    const message = RecordTranscribingProgress({ videoId, requestId, percent: whole }, { id });
    // A lost report is followed by another.
    reporting = reporting.then(() => sendOnce(own(message).streamName, message)).catch(() => {});
  };

  const recogniser = new Recogniser(program, path, signal);
  try {
    const recognise = recogniser.recognise.bind(recogniser);
    const tools = findFfmpeg(environment);
    const work = { storage, media, film, tools, model, signal, recognise, onProgress };
    const transcript = await transcribe(work, { language, taken });
    await reporting;
    if ('problem' in transcript) {
      const { problem: reason, language: heard } = transcript;
      return [own(FailTranscription({ videoId, requestId, reason, ...(heard !== undefined && { language: heard }) }))];
    }
    const lines = bounded(captionLines(transcript.segments), film.durationMs);
    if (lines.length === 0) return [own(FailTranscription({ videoId, requestId, reason: 'no-speech' }))];
    const chapters = draftChapters(lines, film.durationMs);
    const { OpenCaptioning, TakeTrack } = captioning.commands;
    const toCaptioning = captioning.commandStream(videoId);
    // Captioning may not know the video yet.
    await sendOnce(toCaptioning, OpenCaptioning({ videoId, ownerId }, { id: uuidFrom('open', event.id) }));
    const { language: spoken } = transcript;
    const about = { videoId, trackId: uuidFrom(`automatic ${spoken}`, event.id), source: 'automatic' as const };
    const { isAsked } = event.data;
    const at = new Date().toISOString();
    const track = TakeTrack({ ...about, language: spoken, label: '', lines, isAsked, at });
    const made = RecordTranscription({ videoId, requestId, language: spoken, lineCount: lines.length, chapters });
    return [{ streamName: toCaptioning, message: track }, own(made)];
  } finally {
    recogniser.close();
  }
}

/** More than a piece of film and its sound take. */
const NEEDED_BYTES = 200e6;

async function requireSpace(folder: string, reserve: number): Promise<void> {
  const free = await freeBytes(folder, reserve);
  if (free < NEEDED_BYTES)
    throw new DiskFullError(
      `The disk is too full to make captions: it takes ${NEEDED_BYTES / 1e6} MB above the reserve (DISK_RESERVE).`,
    );
}

/**
 * Returns the lines that a track can hold, which is more than any real film has. Speech recognition may hear something in
 * silence behind the end of the film.
 */
function bounded(lines: readonly Line[], durationMs: number): Line[] {
  let length = 0;
  return lines
    .filter(({ start }) => start < durationMs)
    .slice(0, LINES_MAX)
    .filter(({ text }) => (length += text.length) <= TEXT_MAX);
}
