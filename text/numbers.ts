/** Numbers in one way for pages and mails: English words. */
const counts = new Intl.NumberFormat('en');

/** 1234 → "1,234". */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** 1 → "1 view", 1234 → "1,234 views". */
export function formatViews(views: number): string {
  return `${formatCount(views)} ${views === 1 ? 'view' : 'views'}`;
}

/** Seconds in words, for totals: 40 → "40 s", 2700 → "45 min", 45000 → "12.5 h". */
export function formatTimeSpent(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${counts.format(Math.round(seconds / 360) / 10)} h`;
}

/** A larger growth says no more: it comes from almost nothing. In percent. */
const CHANGE_MAX = 999;

/** Returns a change in words: "+12%"; null if there was nothing before. */
export function formatChange(now: number | null, before: number | null): string | null {
  if (now === null || before === null || before === 0) return null;
  const percent = Math.round(((now - before) / before) * 100);
  if (percent > CHANGE_MAX) return `+${CHANGE_MAX}% or more`;
  return percent === 0 ? '±0%' : `${percent > 0 ? '+' : '−'}${formatCount(Math.abs(percent))}%`;
}
