import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Storage } from '@/storage/storage';
import type { Language } from '@/text/languages';
import type { WhisperModel } from '@/whisper-model';
import type { Tools } from '@/workers/ffmpeg/run';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import type { TranscriptionProblem } from './contract';
import type { Segment } from './recogniser/binding';
import { RecogniserCrashedError, type Heard, type Sound } from './recogniser/recogniser';
import { extractSound, type Film } from './sound/film';
import { BYTES_A_MS, isSilent, levelsOf, quietest } from './sound/level';
import { cleaned } from './text/clean';
import { heardLanguage, recognisedName } from './text/languages';

/** How much sound is recognised at once: ten megabytes. A crash costs only the current piece. */
const PIECE_MS = 300_000;
/** A piece ends at the quietest moment of its last seconds. */
const CUT_WITHIN_MS = 20_000;
/** How many times a failing piece is tried. */
const ATTEMPTS = 3;

/** The progress on a film, stored after each piece and failure, so that another worker can continue from there. */
const progress = z.object({
  /** The language in the details when it began. */
  wanted: z.string().nullable(),
  untilMs: z.number(),
  /** Null until speech was found. */
  language: z.string().nullable(),
  segments: z.array(z.object({ text: z.string(), t0: z.number(), t1: z.number() })),
  /** How often speech recognition crashed, or ffmpeg failed, at the next piece. A full disk does not count. */
  failures: z.number().default(0),
});
type Progress = z.output<typeof progress>;

/** The recognised speech, or why there is none. */
export type Transcript =
  | { readonly language: Language; readonly segments: readonly Segment[] }
  | { readonly problem: TranscriptionProblem; readonly language?: Language };

export interface Work {
  readonly storage: Storage;
  /** The folder of the file's media in the storage. */
  readonly media: string;
  readonly film: Film;
  readonly tools: Tools;
  readonly model: WhisperModel;
  readonly signal: AbortSignal;
  recognise(sound: Sound, language: string | null, onProgress: (percent: number) => void): Promise<Heard>;
  /** @param percent of the whole film. */
  onProgress(percent: number): void;
}

/** The name of a transcription's stored work, in the folder of a file's media. */
export function workName(media: string): string {
  return `${media}/.captions`;
}

/**
 * Transcribes a film, piece by piece in the order of time. Safe to repeat: finished pieces are not recognised again.
 * A piece that fails throws, until its attempts are used up.
 * @param wanted.language the spoken one; null to detect it in the first piece with speech.
 * @param wanted.taken languages in which no captions are wanted: it ends when one of them is detected.
 */
export async function transcribe(
  work: Work,
  wanted: { readonly language: Language | null; readonly taken: readonly Language[] },
): Promise<Transcript> {
  const { storage, film, signal, model } = work;
  const given = wanted.language === null ? null : recognisedName(wanted.language, model);
  if (wanted.language !== null && given === null) return { problem: 'language', language: wanted.language };
  const fixed = given ?? (model.isMultilingual ? null : 'en');
  const name = `${workName(work.media)}/progress.json`;
  let state: Progress = (await begun(storage, name, wanted.language)) ?? {
    ...{ wanted: wanted.language, untilMs: 0, language: null, segments: [], failures: 0 },
  };
  const folder = await mkdtemp(join(await storage.workFolder(workName(work.media)), 'sound-'));
  try {
    while (state.untilMs < film.durationMs) {
      // oxlint-disable no-await-in-loop -- one piece after the other
      const piece = await nextPiece(work, folder, state.untilMs);
      if (piece === null) return { problem: 'no-sound' };
      const heard = await recognise(work, piece, fixed ?? state.language);
      const language = heard.segments.length > 0 ? heard.language : state.language;
      const known = language === null ? null : (wanted.language ?? heardLanguage(language));
      if (language !== null && known === null) return { problem: 'language' };
      if (known !== null && wanted.taken.includes(known)) return { problem: 'has-captions', language: known };
      const segments = [...state.segments, ...heard.segments];
      state = { ...state, language, untilMs: piece.endMs, segments, failures: 0 };
      signal.throwIfAborted();
      await storage.put(name, JSON.stringify(state));
      // oxlint-enable no-await-in-loop
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RecogniserCrashedError) && !(error instanceof ToolError)) throw error;
    const isLast = state.failures + 1 >= ATTEMPTS;
    // A later request has attempts of its own.
    await storage.put(name, JSON.stringify({ ...state, failures: isLast ? 0 : state.failures + 1 }));
    if (!isLast) throw error;
    return { problem: 'crashed' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const segments = cleaned(state.segments, () => false);
  const language = wanted.language ?? (state.language === null ? null : heardLanguage(state.language));
  return segments.length === 0 || language === null ? { problem: 'no-speech' } : { language, segments };
}

async function begun(storage: Storage, name: string, wanted: Language | null): Promise<Progress | null> {
  const bytes = await storage.read(name);
  const read = bytes && progress.safeParse(JSON.parse(bytes.toString())).data;
  return read && read.wanted === wanted ? read : null;
}

interface Piece {
  readonly sound: Sound;
  readonly levels: Float32Array;
  /** Its start within the sound's file, which has these levels, in milliseconds. */
  readonly offsetMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Returns the sound from a time to a quiet moment or the end of the film. Null if there is none. */
async function nextPiece({ storage, film, ...context }: Work, folder: string, startMs: number): Promise<Piece | null> {
  const isLast = film.durationMs - startMs <= PIECE_MS;
  const toMs = isLast ? film.durationMs : startMs + PIECE_MS;
  const file = await extractSound({ ...context, folder }, storage, film, { fromMs: startMs, toMs });
  if (file === null) return null;
  const bytes = await readFile(file.path);
  const levels = levelsOf(bytes);
  const offsetMs = startMs - file.startMs;
  const cutMs = file.startMs + quietest(levels, toMs - CUT_WITHIN_MS - file.startMs, toMs - file.startMs);
  const endMs = isLast ? toMs : cutMs;
  const place = (ms: number) => Math.min(bytes.length - (bytes.length % 2), 2 * Math.floor((ms * BYTES_A_MS) / 2));
  const [from, to] = [place(offsetMs), place(isLast ? Infinity : endMs - file.startMs)];
  return { sound: { file: file.path, from, to }, levels, offsetMs, startMs, endMs };
}

/** Returns the speech in a piece, with the times of the film. */
async function recognise(work: Work, piece: Piece, language: string | null): Promise<Heard> {
  const { film } = work;
  const { sound, levels, offsetMs, startMs, endMs } = piece;
  const lengthMs = (sound.to - sound.from) / BYTES_A_MS;
  // A model that hears nothing invents text.
  if (lengthMs < 1 || isSilent(levels, offsetMs, offsetMs + lengthMs))
    return { language: language ?? '', segments: [] };
  const heard = await work.recognise(sound, language, (percent) =>
    work.onProgress((100 * (startMs + ((endMs - startMs) * percent) / 100)) / film.durationMs),
  );
  const segments = cleaned(heard.segments, (from, to) => isSilent(levels, offsetMs + from, offsetMs + to))
    .map(({ text, t0, t1 }) => ({ text, t0: startMs + t0, t1: Math.min(startMs + t1, endMs) }))
    .filter(({ t0, t1 }) => t1 > t0);
  return { language: heard.language, segments };
}
