import { QUARTER_MS, QUARTERS } from '@/workers/aggregators/contract';
import { quarterOf } from './period';
import { edgeOf } from './sums';

/** The hours after publication that are compared. */
export const FIRST_HOURS = 24;
/** Fewer other videos say nothing about what is typical. */
export const TYPICAL_MIN = 3;

const HOUR_MS = 4 * QUARTER_MS;

/** The views of a video around its publication. */
export interface PublishedVideo {
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
  /** By UTC day, such as `2026-11-21`: what the day had until the end of each of its quarters of an hour. */
  readonly days: ReadonlyMap<string, readonly number[]>;
}

/** What a video reached on its first day, beside what the creator's other videos typically did. */
export interface FirstDay {
  /** Its views until the end of each of its first hours, as many as are over. The first begins with a quarter of an hour. */
  readonly views: readonly number[];
  /** The median of the other videos, of all these hours; null if they are too few. */
  readonly typical: readonly number[] | null;
  /** How many other videos these are. */
  readonly others: number;
}

/**
 * Compares the first hours of a video with those of others that are old enough. Pure.
 * @param now milliseconds since the epoch.
 */
export function firstDayOf(video: PublishedVideo, others: readonly PublishedVideo[], now: number): FirstDay {
  const hours = Math.min(FIRST_HOURS, Math.max(0, Math.floor((now - quarterOf(video.publishedAt)) / HOUR_MS)));
  const old = others.filter(({ publishedAt }) => now - publishedAt >= FIRST_HOURS * HOUR_MS);
  const theirs = old.map((other) => viewsUntilHours(other, FIRST_HOURS));
  const typical = Array.from({ length: FIRST_HOURS }, (_, hour) =>
    Math.round(median(theirs.map((views) => views[hour]!))),
  );
  return {
    views: viewsUntilHours(video, hours),
    typical: old.length >= TYPICAL_MIN ? typical : null,
    others: old.length,
  };
}

/** Returns the views of a video from its publication until the end of each hour after it. */
function viewsUntilHours({ publishedAt, days }: PublishedVideo, hours: number): number[] {
  const start = edgeOf(quarterOf(publishedAt));
  const until = ({ day, quarter }: typeof start) => (quarter === 0 ? 0 : (days.get(day)?.[quarter - 1] ?? 0));
  const ofFirstDay = days.get(start.day)?.[QUARTERS - 1] ?? 0;
  return Array.from({ length: hours }, (_, hour) => {
    const end = edgeOf(quarterOf(publishedAt) + (hour + 1) * HOUR_MS);
    return until(end) - until(start) + (end.day === start.day ? 0 : ofFirstDay);
  });
}

function median(values: readonly number[]): number {
  const ascending = values.toSorted((one, other) => one - other);
  const middle = ascending.length / 2;
  return ((ascending[Math.ceil(middle) - 1] ?? 0) + (ascending[Math.floor(middle)] ?? 0)) / 2;
}
