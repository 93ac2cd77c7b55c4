/** Days, weeks from Monday, months and years of the calendar, in UTC. */
export const PERIODS = ['day', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/**
 * Returns the first day of the period in which a time is, such as `2026-11-23`. Pure.
 * @param time in milliseconds since 1970, or as text.
 */
export function startOf(period: Period, time: number | string): string {
  const day = new Date(time);
  if (period === 'week') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  const text = day.toISOString().slice(0, 10);
  if (period === 'month') return `${text.slice(0, 7)}-01`;
  return period === 'year' ? `${text.slice(0, 4)}-01-01` : text;
}

/** Returns the first day after that period. Pure. @param start its first day. */
export function endOf(period: Period, start: string): string {
  const day = new Date(start);
  if (period === 'day') day.setUTCDate(day.getUTCDate() + 1);
  if (period === 'week') day.setUTCDate(day.getUTCDate() + 7);
  if (period === 'month') day.setUTCMonth(day.getUTCMonth() + 1);
  if (period === 'year') day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}
