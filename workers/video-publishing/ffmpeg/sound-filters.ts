import type { Sound } from './source';

/** How loud a sound is made. */
export interface Level {
  /** In decibels, for all of it alike. */
  readonly gain: number;
  /** Whether peaks would then be too high, and are held down. */
  readonly isLimited: boolean;
}

const SAMPLE_RATE = 48_000;
/** In dBTP. The encoder adds up to a decibel to peaks, and more to those that were held down. */
export const PEAK_MAX = -2;
const LIMIT = -3;
/** Peaks between samples show at a higher rate. */
const LIMITER_RATE = 4 * SAMPLE_RATE;

/**
 * What becomes of the sound of a source on its way to the renditions: stereo, silent wherever the source has none.
 * ffmpeg's filters, in their order. Pure.
 * @param start when the video begins, in seconds of the file.
 */
export function soundFilters(sound: Sound, start: number): string[] {
  return [
    ...(start > 0 ? [`asetpts=PTS-${start}/TB`] : []),
    ...mix(sound),
    `aresample=${SAMPLE_RATE}:async=1:first_pts=0`,
    'aformat=sample_fmts=fltp:channel_layouts=stereo',
  ];
}

/** Filters that bring a sound to a level. Pure. */
export function levelFilters({ gain, isLimited }: Level): string[] {
  return [...(gain === 0 ? [] : [`volume=${gain.toFixed(2)}dB:precision=float`]), ...(isLimited ? limiter() : [])];
}

function limiter(): string[] {
  const limit = (10 ** (LIMIT / 20)).toFixed(4);
  return [
    `aresample=${LIMITER_RATE}`,
    `alimiter=limit=${limit}:level=disabled:attack=5:release=50`,
    `aresample=${SAMPLE_RATE}`,
    'aformat=sample_fmts=fltp',
  ];
}

/**
 * ffmpeg's own conversion takes 3 dB off what becomes stereo from mono, and needs to know which channel is where: it
 * guesses, takes the third of three for a subwoofer and leaves it out, and gives up on many.
 */
function mix({ channels, hasLayout }: Sound): string[] {
  if (channels === 1) return ['pan=stereo|c0=c0|c1=c0'];
  if (hasLayout || channels === 2) return [];
  const all = Array.from({ length: channels }, (_, index) => `c${index}`).join('+');
  return [`pan=stereo|c0<${all}|c1<${all}`];
}
