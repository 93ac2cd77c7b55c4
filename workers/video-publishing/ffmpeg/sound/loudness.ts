import { PEAK_MAX, type Level } from './sound-filters';

/** The measurements of ffmpeg's `ebur128`. */
export interface Loudness {
  /** In LUFS. */
  readonly integrated: number;
  /** True peak, in dBTP. */
  readonly peak: number;
}

/** In LUFS. Close to that of the large sites, so that viewers need not change the volume. */
const TARGET = -16;
/** In LUFS. The gate of the measurement: quieter sound counts as silence. */
const SILENCE = -70;
/** In LU. A smaller difference is not audible. */
const TOLERANCE = 0.5;

/**
 * Reads the summary at the end of ffmpeg's output. Null for silence, and for less than the 0.4 s that a measurement
 * takes. Pure.
 */
export function readLoudness(stderr: string): Loudness | null {
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const integrated = Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]);
  const peak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]);
  return integrated > SILENCE && Number.isFinite(peak) ? { integrated, peak } : null;
}

/** Returns the gain that brings a sound to the target loudness. Silence stays unchanged. Pure. */
export function levelFor(measured: Loudness | null): Level {
  if (measured === null) return { gain: 0, isLimited: false };
  const gain = TARGET - measured.integrated;
  return { gain, isLimited: measured.peak + gain > PEAK_MAX };
}

/**
 * Returns a level with more gain, for the loudness that the limiter removed. Null if the difference is not audible.
 * Pure.
 * @param limited the loudness of the sound at `level`.
 */
export function compensateLimiter(level: Level, limited: Loudness | null): Level | null {
  const lost = limited === null ? 0 : TARGET - limited.integrated;
  return lost < TOLERANCE ? null : { ...level, gain: level.gain + lost };
}
