import { join } from 'node:path';
import { reportsDamage } from './damage';
import type { Length } from './length';
import { levelFor, madeUp, readLoudness, type Loudness } from './loudness';
import { inputOf, type Probing } from './probe';
import { readProgress } from './progress';
import { run, THREADS } from './run';
import { levelFilters, soundFilters, type Level } from './sound-filters';
import type { Sound } from './source';
import { ToolError } from './tool-error';

export const AUDIO_BITS = 128_000;
/** Decoding sound takes a minute for an hour of it. */
const LIMIT_MS = 2 * 60 * 60_000;
/** Limited peaks count for less, so what is between them may be raised again. */
const ROUNDS_MAX = 4;
const REPORTING = ['-nostdin', '-hide_banner', '-nostats', '-progress', 'pipe:1'];

/** A sound that can be decoded, and what brings it to the loudness of others. */
export interface MeasuredSound {
  readonly sound: Sound;
  readonly level: Level;
}

/**
 * Decodes a sound and measures how loud it is.
 * @param start when the video begins, in seconds of the file.
 * @returns null where it cannot be decoded.
 */
export async function measureSound(probing: Probing, sound: Sound, start: number): Promise<MeasuredSound | null> {
  const measured = await measureLoudness(probing, sound, soundFilters(sound, start));
  if (measured === null) return null;
  let level = levelFor(measured.loudness);
  for (let round = 0; level.isLimited && round < ROUNDS_MAX; round++) {
    // oxlint-disable-next-line no-await-in-loop -- each begins with what the one before found
    const limited = await measureLoudness(probing, sound, [...soundFilters(sound, start), ...levelFilters(level)]);
    const louder = madeUp(level, limited?.loudness ?? null);
    if (louder === null) break;
    level = louder;
  }
  return { sound, level };
}

/**
 * Encodes the sound once for all renditions, silent from its end to the video's.
 * @returns the path of an MP4 file with AAC, in the folder of `probing`, and whether a part of it could not be decoded.
 */
export async function encodeSound(
  probing: Probing,
  { sound, level }: MeasuredSound,
  { start, durationSeconds }: Length,
): Promise<{ file: string; isDamaged: boolean }> {
  const { tools, folder, signal, onStart } = probing;
  const file = join(folder, 'sound.mp4');
  const args = [
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'error', '-y', '-max_error_rate', '1'],
    ...THREADS,
    ...inputOf(probing),
    ...filtered(sound, [...soundFilters(sound, start), ...levelFilters(level), 'apad']),
    ...['-t', String(durationSeconds), '-c:a', 'aac', '-b:a', String(AUDIO_BITS)],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp4', 'sound.mp4'],
  ];
  const { stderr } = await run({ binary: tools.ffmpeg, args, folder, signal, onStart, limit: LIMIT_MS });
  return { file, isDamaged: reportsDamage(stderr) };
}

/** Null where nothing of it can be decoded. */
async function measureLoudness(
  probing: Probing,
  sound: Sound,
  filters: readonly string[],
): Promise<{ loudness: Loudness | null } | null> {
  const { tools, folder, signal, onStart } = probing;
  const args = [
    ...[...REPORTING, '-v', 'info', '-max_error_rate', '1'],
    ...THREADS,
    ...inputOf(probing),
    ...filtered(sound, [...filters, 'ebur128=peak=true:framelog=verbose']),
    ...['-f', 'null', '-'],
  ];
  let seconds = 0;
  const onLine = (line: string) => (seconds = readProgress(line) ?? seconds);
  try {
    const { stderr } = await run({ binary: tools.ffmpeg, args, folder, signal, onStart, onLine, limit: LIMIT_MS });
    return seconds > 0 ? { loudness: readLoudness(stderr) } : null;
  } catch (error) {
    // A decoder that dies of it cannot decode it either.
    if (error instanceof ToolError && ['refused', 'crashed'].includes(error.ending)) return null;
    throw error;
  }
}

function filtered(sound: Sound, filters: readonly string[]): string[] {
  return ['-filter_complex', `[0:${sound.stream}]${filters.join(',')}[sound]`, '-map', '[sound]'];
}
