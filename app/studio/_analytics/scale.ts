import { formatDuration, formatTimeSpent } from '@/app/_lib/format/format';

/** The scale of a chart. */
export interface Scale {
  /** The value at the upper edge. */
  readonly top: number;
  /** The labels of its parts, from 0 to the top. */
  readonly scale: readonly string[];
}

const PARTS = 4;
const compact = new Intl.NumberFormat('en', { notation: 'compact' });

/** Returns a scale in round numbers for counts up to `most`. */
export function countScale(most: number): Scale {
  return scaleOf(Math.max(1, roundUp(most / PARTS)), (value) => compact.format(value));
}

/** Returns a scale in round seconds, minutes or hours for times up to `most` seconds. */
export function timeScale(most: number): Scale {
  return scaleOf(roundTime(most / PARTS), (value) => (value < 3600 ? formatDuration(value) : formatTimeSpent(value)));
}

function scaleOf(part: number, label: (value: number) => string): Scale {
  return { top: part * PARTS, scale: Array.from({ length: PARTS + 1 }, (_, index) => label(part * index)) };
}

/** Returns the next number of 1, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten; whole ones below ten. */
function roundUp(value: number): number {
  if (value <= 10) return Math.ceil(value);
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value)! * power;
}

/** Returns a round number of seconds, minutes or hours that is no less. */
function roundTime(seconds: number): number {
  if (seconds <= 60) return [5, 10, 15, 30, 60].find((step) => step >= seconds)!;
  const unit = seconds <= 3600 ? 60 : 3600;
  return roundUp(seconds / unit) * unit;
}
