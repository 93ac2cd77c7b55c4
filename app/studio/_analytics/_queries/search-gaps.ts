import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { utcDays, type Span } from './utc-days';

/** So many are shown. */
const GAPS_MAX = 10;
/** Words that were searched for less often may be somebody's own, and are not shown. */
const SEARCHES_MIN = 3;

/** What people searched for on this site and did not find. */
export interface SearchGap {
  readonly words: string;
  /** Each network once a day. */
  readonly searches: number;
}

/**
 * Returns what was searched for most in a period, and not found.
 * @param period of which whole UTC days are counted.
 */
export function searchGapsOf(userId: string, period: Span): Promise<SearchGap[]> {
  const [firstDay, lastDay] = utcDays(period);
  return queryAs(
    { userId },
    statement(sql<SearchGap>`
      SELECT words, sum(searches)::integer AS searches FROM view.analytics_search_gaps
      WHERE day BETWEEN ${firstDay} AND ${lastDay}
      GROUP BY words HAVING sum(searches) >= ${SEARCHES_MIN}
      ORDER BY searches DESC, words LIMIT ${GAPS_MAX}`),
  );
}
