import type { Sound } from '../probing/source';

/** A change of loudness. */
export interface Level {
  /** In decibels. */
  readonly gain: number;
  /** Whether peaks are limited, because the gain would make them too high. */
  readonly isLimited: boolean;
}

const SAMPLE_RATE = 48_000;
/** In dBTP. The encoder raises peaks by up to a decibel, and limited peaks by more. */
export const PEAK_MAX = -2;
const LIMIT = -3;
/** Peaks between samples are visible at a higher sample rate. */
const LIMITER_RATE = 4 * SAMPLE_RATE;

/**
 * ffmpeg's filters for the sound of the renditions: stereo, and silent if the source has no sound. Pure.
 * @param start when the video starts, in seconds of the file.
 */
export function soundFilters(sound: Sound, start: number): string[] {
  return [
    ...(start > 0 ? [`asetpts=PTS-${start}/TB`] : []),
    ...mix(sound),
    `aresample=${SAMPLE_RATE}:async=1:first_pts=0`,
    'aformat=sample_fmts=fltp:channel_layouts=stereo',
  ];
}

/** Filters that apply a level. Pure. */
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
 * Mixes channels to stereo in the cases that ffmpeg's own conversion does not handle well. From mono it loses 3 dB.
 * Without a channel layout it guesses, drops the third of three channels as a subwoofer, and fails for many channels.
 */
function mix({ channels, hasLayout }: Sound): string[] {
  if (channels === 1) return ['pan=stereo|c0=c0|c1=c0'];
  if (hasLayout || channels === 2) return [];
  const all = Array.from({ length: channels }, (_, index) => `c${index}`).join('+');
  return [`pan=stereo|c0<${all}|c1<${all}`];
}
