import { formatCount } from '@/app/_lib/format/format';

/** 1 → "1 lesson", 12 → "12 lessons". */
export function formatLessons(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'lesson' : 'lessons'}`;
}

/** Seconds in words that one plans by: 40 → "1 min", 2700 → "45 min", 8100 → "2 h 15 min". */
export function formatLength(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${formatCount(hours)} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
    .filter(Boolean)
    .join(' ');
}
