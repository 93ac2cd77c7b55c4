import { formatCount } from '@/text/numbers';
import { wholeSeconds, writeTime } from '@/text/times';

export { formatCount, formatTimeSpent, formatViews } from '@/text/numbers';

/** Formats numbers, sizes and times in one way for the whole site: English words, UTC days. */
const alternatives = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Seconds as a clock: 187 → "3:07", 3725.4 → "1:02:05". Parts of a second are left out: see `wholeSeconds`. */
export function formatDuration(seconds: number): string {
  return writeTime(wholeSeconds(seconds));
}

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/**
 * How long before `now` a date was: "just now", "5 minutes ago", "yesterday", "3 weeks ago". A date after `now`, from a
 * clock that differs, counts as now.
 */
export function formatAgo(date: Date, now: Date = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
  const step = steps.find(([, size]) => seconds >= size);
  return step ? ago.format(-Math.floor(seconds / step[1]), step[0]) : 'just now';
}

/** Returns the time after `now` at which `formatAgo` gives other words: the date's next whole minute, hour, day, … */
export function nextAgo(date: Date, now: Date): Date {
  const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
  const index = steps.findIndex(([, size]) => seconds >= size);
  const [, size] = steps[index] ?? steps.at(-1)!;
  const whole = (Math.floor(seconds / size) + 1) * size;
  // A month has 30 days and a year 365, so a larger unit may begin before the next whole smaller one.
  const larger = index > 0 ? steps[index - 1]![1] : Infinity;
  return new Date(date.getTime() + Math.min(whole, larger) * 1000);
}

/** "21 November 2026". */
export function formatDate(date: Date): string {
  return days.format(date);
}

/** "21 Nov 2026, 14:05:09 UTC". */
export function formatMoment(date: Date): string {
  return `${moments.format(date)} UTC`;
}

/** ['MP4', 'MOV', 'MKV'] → "MP4, MOV or MKV". */
export function formatAlternatives(words: readonly string[]): string {
  return alternatives.format(words);
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** 0 → "0 bytes", 1_250_000 → "1.3 MB". A kB is 1,000 bytes, as for disks and downloads. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const scaled = bytes / 1000 ** power;
  // 999,960 bytes round to 1,000 kB, which is 1 MB.
  if (Math.round(scaled * 10) >= 10_000 && power < units.length - 1) return formatBytes(1000 ** (power + 1));
  const digits = power === 0 || scaled >= 100 ? 0 : 1;
  return `${scaled.toLocaleString('en', { maximumFractionDigits: digits })} ${bytes === 1 ? 'byte' : units[power]}`;
}

/** 1 → "1 tutorial", 1234 → "1,234 tutorials". */
export function formatTutorials(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'tutorial' : 'tutorials'}`;
}

/** 1 → "1 lesson", 12 → "12 lessons". */
export function formatLessons(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'lesson' : 'lessons'}`;
}

/** 1 → "1 line", 1234 → "1,234 lines". */
export function formatLines(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'line' : 'lines'}`;
}

/** Seconds in words that one plans by: 40 → "1 min", 2700 → "45 min", 8100 → "2 h 15 min". */
export function formatLength(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${formatCount(hours)} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
    .filter(Boolean)
    .join(' ');
}
