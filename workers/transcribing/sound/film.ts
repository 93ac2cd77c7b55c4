import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '@/storage/storage';
import {
  joinSegments,
  renditionsIn,
  segmentsIn,
  type Segments,
  type StoredRendition,
} from '@/workers/ffmpeg/rendition-files';
import { run, type Tools } from '@/workers/ffmpeg/run';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import { SAMPLES_A_SECOND } from './level';

const LIMIT_MS = 10 * 60_000;

/** The smallest rendition of a film. Its sound is as good as that of the others. */
export interface Film {
  readonly rendition: StoredRendition;
  readonly segments: Segments;
  readonly durationMs: number;
}

/** Finds the film of an upload. @returns null if it has no rendition. @throws {ElsewhereError} */
export async function findFilm(storage: Storage, media: string): Promise<Film | null> {
  const [rendition] = await renditionsIn(storage, media);
  if (!rendition) return null;
  const segments = await segmentsIn(storage, rendition);
  const last = segments.all.at(-1);
  return last ? { rendition, segments, durationMs: Math.round((last.start + last.seconds) * 1000) } : null;
}

/** A piece of a film's sound. */
export interface SoundFile {
  /** 16-bit samples, 16,000 a second. */
  readonly path: string;
  /** When it begins, in milliseconds of the film. */
  readonly startMs: number;
}

/**
 * Writes the sound of a part of a film to a file. It begins at the segment in which the part begins.
 * @param context.folder for the file.
 * @returns null if the film has no sound.
 * @throws {ElsewhereError | ToolError}
 */
export async function extractSound(
  context: { readonly tools: Tools; readonly folder: string; readonly signal: AbortSignal },
  storage: Storage,
  { rendition, segments: { init, all } }: Film,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<SoundFile | null> {
  const { tools, folder, signal } = context;
  const used = all.filter(({ start, seconds }) => (start + seconds) * 1000 > fromMs && start * 1000 < toMs);
  const [first] = used;
  if (!first) return null;
  const [film, sound] = [join(folder, 'film'), join(folder, 'sound')];
  await rm(film, { force: true });
  await joinSegments(storage, rendition, [init, ...used.map(({ name }) => name)], film);
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y', '-threads', '1'],
    ...['-protocol_whitelist', 'file', '-format_whitelist', 'mov,mpegts', '-i', `file:${film}`],
    // Gaps in the sound are filled with silence, so that times remain those of the film.
    ...['-map', '0:a:0', '-vn', '-af', 'aresample=async=1:first_pts=0'],
    ...['-ac', '1', '-ar', String(SAMPLES_A_SECOND), '-f', 's16le', 'sound'],
  ];
  try {
    await run({ binary: tools.ffmpeg, args, folder, signal, limit: LIMIT_MS });
  } catch (error) {
    if (error instanceof ToolError && /matches no streams/.test(error.stderr)) return null;
    throw error;
  } finally {
    await rm(film, { force: true });
  }
  return { path: sound, startMs: first.start * 1000 };
}
