import type { Statement } from '@message-db/runtime';
import { sorted } from '../statements';
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

export const summedDays = arraySums(days, ['views', 'watchedMilliseconds']);

/** Adds to the days of videos and of their channels. */
export function addToDays(facts: readonly ViewingFact[]): Statement[] {
  const rows = sorted(byDay(facts)).map(([, row]) => row);
  if (rows.length === 0) return [];
  const arrays = (name: 'views' | 'watchedMilliseconds') => rows.map((row) => `{${row[name].join(',')}}`);
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

interface Day {
  readonly videoId: string;
  readonly day: string;
  readonly views: number[];
  readonly watchedMilliseconds: number[];
}

function byDay(facts: readonly ViewingFact[]): Map<string, Day> {
  const found = new Map<string, Day>();
  for (const fact of facts) {
    const { day, quarter } = quarterOf(fact.at);
    const key = `${fact.videoId} ${day}`;
    const row = found.get(key) ?? { videoId: fact.videoId, day, ...zeros() };
    found.set(key, row);
    for (let later = quarter; later < QUARTERS; later += 1) {
      row.views[later]! += fact.views;
      row.watchedMilliseconds[later]! += fact.watchedMilliseconds;
    }
  }
  return found;
}

function zeros() {
  const zero = () => Array.from({ length: QUARTERS }, () => 0);
  return { views: zero(), watchedMilliseconds: zero() };
}
