import { formatCount, formatViews } from '@/app/_lib/format/format';

/** The views of one day. */
export interface DayOfViews {
  /** A day in UTC, as `2026-11-21`. */
  day: string;
  views: number;
  watchedSeconds: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns the UTC day of a moment, as `2026-11-21`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Returns the `count` days that end with `last`, oldest first. */
export function daysUntil(last: string, count: number): string[] {
  const end = Date.parse(`${last}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => dayOf(new Date(end - (count - 1 - index) * DAY_MS)));
}

/** Returns one entry for each of `days`, in their order, with zeros for days without a view. Leaves out other days. */
export function fillDays(rows: readonly DayOfViews[], days: readonly string[]): DayOfViews[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => byDay.get(day) ?? { day, views: 0, watchedSeconds: 0 });
}

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `2026-11-21` → "21 Nov". */
export function shortDay(day: string): string {
  return dayAndMonth.format(new Date(`${day}T00:00:00Z`));
}

/** Describes a chart of these days in a sentence. Names the best day only if several days have views. */
export function describeDays(days: readonly DayOfViews[]): string {
  const total = days.reduce((sum, { views }) => sum + views, 0);
  const period = `in the last ${days.length} days`;
  if (total === 0) return `No views ${period}.`;
  const best = days.reduce((highest, day) => (day.views > highest.views ? day : highest));
  if (best.views === total)
    return `${formatViews(total)} ${period}, ${total === 1 ? '' : 'all '}on ${shortDay(best.day)}.`;
  return `${formatViews(total)} ${period}. The best day was ${shortDay(best.day)}, with ${formatCount(best.views)}.`;
}
