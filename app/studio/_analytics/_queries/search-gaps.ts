import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { touchedDays, type Span } from './span';

/** So many are shown. */
const GAPS_MAX = 10;
/** Words that were not searched for so often on one day may be somebody's own, and are not shown. */
export const SEARCHES_MIN = 3;

/** What people searched for on this site and did not find. */
export interface SearchGap {
  readonly words: string;
  /** Each network once a day. */
  readonly searches: number;
}

/**
 * Returns what was searched for most in a period, and not found.
 * @param span Each UTC day that it touches is counted whole.
 */
export function searchGapsOf(userId: string, span: Span): Promise<SearchGap[]> {
  const [firstDay, lastDay] = touchedDays(span);
  return queryAs(
    { userId },
    statement(sql<SearchGap>`
      SELECT words, sum(searches)::integer AS searches FROM view.analytics_search_gaps
      WHERE day BETWEEN ${firstDay} AND ${lastDay}
      GROUP BY words HAVING max(searches) >= ${SEARCHES_MIN}
      ORDER BY searches DESC, words LIMIT ${GAPS_MAX}`),
  );
}
