import type { FactOf, Statement } from '@message-db/runtime';
import type { searchGaps } from '@/workers/search-gaps/contract';
import { ASKER } from '../rules';
import { addUp, sorted } from '../statements';
import { date, integer, table, text } from '../table';

type GapEvent = FactOf<typeof searchGaps>;

/** What people searched for and did not find, by UTC day, each network once a day. For everybody with an account. A year. */
export const gaps = table(
  'analytics_search_gaps',
  { day: date('NOT NULL'), words: text('NOT NULL'), searches: integer('NOT NULL DEFAULT 0') },
  { key: ['day', 'words'], rule: `${ASKER} IS NOT NULL` },
);

/** Adds searches that found nothing. */
export function addGaps(events: readonly GapEvent[]): Statement[] {
  const found = new Map<string, { day: string; words: string; searches: number }>();
  for (const { data } of events) {
    const { day, words } = data;
    const key = `${day} ${words}`;
    found.set(key, { day, words, searches: (found.get(key)?.searches ?? 0) + 1 });
  }
  const rows = sorted(found).map(([, row]) => row);
  if (rows.length === 0) return [];
  const added = addUp(gaps, {
    day: rows.map(({ day }) => day),
    words: rows.map(({ words }) => words),
    searches: rows.map(({ searches }) => searches),
  });
  return [
    ...added,
    { text: `DELETE FROM ${gaps.name} WHERE day < (SELECT max(day) FROM ${gaps.name}) - 366`, values: [] },
  ];
}
