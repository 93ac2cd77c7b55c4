import type { Statement } from '@message-db/runtime';
import { bigintArray, date, integerArray, table, uuid } from '../table';
import { arraySums } from './array-sums';
import { quarterOf, QUARTERS } from './shapes';
import { ofVisibleSubjects, withChannels } from './subjects';
import type { ViewingFact } from '@/workers/view-counting/contract';

/**
 * The counts of a subject by UTC day. Each array has a number for each quarter of an hour: what the day had until its
 * end. So the counts between two moments need two elements of the days at the edges, and the last one of those between.
 */
export const days = table(
  'analytics_days',
  {
    subjectId: uuid('NOT NULL'),
    day: date('NOT NULL'),
    views: integerArray('NOT NULL'),
    watchedMilliseconds: bigintArray('NOT NULL'),
  },
  { key: ['subjectId', 'day'], rule: ofVisibleSubjects },
);

export const summedDays = arraySums(days, ['views', 'watchedMilliseconds'], QUARTERS);

/** Adds to the days of videos and of their channels. */
export function addToDays(facts: readonly ViewingFact[]): Statement[] {
  const rows = byDay(facts);
  if (rows.length === 0) return [];
  const arrays = (name: 'views' | 'watchedMilliseconds') => rows.map((row) => `{${untilEndOf(row[name]).join(',')}}`);
  const added = `
    SELECT video_id, day, views::integer[], watched_milliseconds::bigint[]
    FROM unnest($1::uuid[], $2::date[], $3::text[], $4::text[])
      AS added (video_id, day, views, watched_milliseconds)`;
  return [
    summedDays.add(withChannels(added, summedDays.columns), [
      rows.map(({ videoId }) => videoId),
      rows.map(({ day }) => day),
      arrays('views'),
      arrays('watchedMilliseconds'),
    ]),
  ];
}

/** What each quarter of an hour of a day adds to a video. */
interface Day {
  readonly videoId: string;
  readonly day: string;
  readonly views: number[];
  readonly watchedMilliseconds: number[];
}

function byDay(facts: readonly ViewingFact[]): Day[] {
  const found = new Map<string, Day>();
  for (const { videoId, at, views, watchedMilliseconds } of facts) {
    const { day, quarter } = quarterOf(at);
    const key = `${videoId} ${day}`;
    let row = found.get(key);
    if (!row) found.set(key, (row = { videoId, day, views: zeros(), watchedMilliseconds: zeros() }));
    row.views[quarter]! += views;
    row.watchedMilliseconds[quarter]! += watchedMilliseconds;
  }
  return [...found.values()];
}

const zeros = () => Array.from({ length: QUARTERS }, () => 0);

/** Returns what a day had until the end of each of its quarters. */
function untilEndOf(quarters: readonly number[]): number[] {
  let sum = 0;
  return quarters.map((added) => (sum += added));
}
