import { PEAK_MAX, type Level } from './sound-filters';

/** What ffmpeg's `ebur128` measures. */
export interface Loudness {
  /** Of all of it, in LUFS. */
  readonly integrated: number;
  /** True peak, in dBTP. */
  readonly peak: number;
}

/** In LUFS: where the large sites have it, so that one need not reach for the volume. */
const TARGET = -16;
/** In LUFS. The measure's own gate: what is below counts as silence. */
const SILENCE = -70;
/** In LU: too small to hear. */
const NEAR = 0.5;

/** Reads the summary at the end of what ffmpeg said. Null for silence, and for less than the 0.4 s it takes to tell. Pure. */
export function readLoudness(stderr: string): Loudness | null {
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const integrated = Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]);
  const peak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]);
  return integrated > SILENCE && Number.isFinite(peak) ? { integrated, peak } : null;
}

/** What brings a sound to the target. Silence stays as it is. Pure. */
export function levelFor(measured: Loudness | null): Level {
  if (measured === null) return { gain: 0, isLimited: false };
  const gain = TARGET - measured.integrated;
  return { gain, isLimited: measured.peak + gain > PEAK_MAX };
}

/** A level that makes up for what limiting took away. Null where that is too little to hear. @param limited measured at that level. Pure. */
export function madeUp(level: Level, limited: Loudness | null): Level | null {
  const lost = limited === null ? 0 : TARGET - limited.integrated;
  return lost < NEAR ? null : { ...level, gain: level.gain + lost };
}
