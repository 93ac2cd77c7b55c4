import { join } from 'node:path';
import { reportsDamage } from '../probing/damage';
import type { Length } from '../probing/length';
import { compensateLimiter, levelFor, readLoudness, type Loudness } from './loudness';
import { inputOf, type ToolContext } from '../probing/probe';
import { readProgress } from '../running/progress';
import { run, THREADS } from '@/workers/ffmpeg/run';
import { levelFilters, soundFilters, type Level } from './sound-filters';
import type { Sound } from '../probing/source';
import { ToolError } from '@/workers/ffmpeg/tool-error';

export const AUDIO_BITS = 128_000;
/** Decoding an hour of sound takes about a minute. */
const LIMIT_MS = 2 * 60 * 60_000;
/** The maximum number of times that the gain is raised to compensate for the limiter. */
const ROUNDS_MAX = 4;
const REPORTING = ['-nostdin', '-hide_banner', '-nostats', '-progress', 'pipe:1'];

/** A sound that can be decoded, and the level that brings it to the target loudness. */
export interface MeasuredSound {
  readonly sound: Sound;
  readonly level: Level;
}

/**
 * Decodes a sound and measures its loudness.
 * @param start when the video starts, in seconds of the file.
 * @returns null if it cannot be decoded.
 */
export async function measureSound(context: ToolContext, sound: Sound, start: number): Promise<MeasuredSound | null> {
  const measured = await measureLoudness(context, sound, soundFilters(sound, start));
  if (measured === null) return null;
  let level = levelFor(measured.loudness);
  for (let round = 0; level.isLimited && round < ROUNDS_MAX; round++) {
    // oxlint-disable-next-line no-await-in-loop -- each round depends on the one before
    const limited = await measureLoudness(context, sound, [...soundFilters(sound, start), ...levelFilters(level)]);
    const louder = compensateLimiter(level, limited?.loudness ?? null);
    if (louder === null) break;
    level = louder;
  }
  return { sound, level };
}

/**
 * Encodes the sound once for all renditions, with silence up to the end of the video.
 * @returns the path of an MP4 file with AAC, in the folder of `context`, and whether a part of it could not be decoded.
 */
export async function encodeSound(
  context: ToolContext,
  { sound, level }: MeasuredSound,
  { start, durationSeconds }: Length,
): Promise<{ file: string; isDamaged: boolean }> {
  const { tools, folder, signal, onStart } = context;
  const file = join(folder, 'sound.mp4');
  const args = [
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'error', '-y', '-max_error_rate', '1'],
    ...THREADS,
    ...inputOf(context),
    ...filtered(sound, [...soundFilters(sound, start), ...levelFilters(level), 'apad']),
    ...['-t', String(durationSeconds), '-c:a', 'aac', '-b:a', String(AUDIO_BITS)],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp4', 'sound.mp4'],
  ];
  const { stderr } = await run({ binary: tools.ffmpeg, args, folder, signal, onStart, limit: LIMIT_MS });
  return { file, isDamaged: reportsDamage(stderr) };
}

/** Null if nothing can be decoded. `loudness` is null if it cannot be measured. */
async function measureLoudness(
  context: ToolContext,
  sound: Sound,
  filters: readonly string[],
): Promise<{ loudness: Loudness | null } | null> {
  const { tools, folder, signal, onStart } = context;
  const args = [
    ...[...REPORTING, '-v', 'info', '-max_error_rate', '1'],
    ...THREADS,
    ...inputOf(context),
    ...filtered(sound, [...filters, 'ebur128=peak=true:framelog=verbose']),
    ...['-f', 'null', '-'],
  ];
  let seconds = 0;
  const onLine = (line: string) => (seconds = readProgress(line) ?? seconds);
  try {
    const { stderr } = await run({ binary: tools.ffmpeg, args, folder, signal, onStart, onLine, limit: LIMIT_MS });
    return seconds > 0 ? { loudness: readLoudness(stderr) } : null;
  } catch (error) {
    // A decoder that crashes on the sound cannot decode it.
    if (error instanceof ToolError && ['refused', 'crashed'].includes(error.ending)) return null;
    throw error;
  }
}

function filtered(sound: Sound, filters: readonly string[]): string[] {
  return ['-filter_complex', `[0:${sound.stream}]${filters.join(',')}[sound]`, '-map', '[sound]'];
}
