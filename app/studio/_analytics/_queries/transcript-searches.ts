import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { SEARCHES_MIN } from './search-gaps';
import { touchedDays, type Span } from './span';

/** So many are shown. */
const SEARCHES_MAX = 10;

/** What people searched for in the transcript of a video. */
export interface TranscriptSearch {
  readonly words: string;
  /** Each network once a day. */
  readonly searches: number;
  /** How many of them found something. */
  readonly found: number;
}

/**
 * Returns what was searched for most in a video's transcript in a period.
 * @param span Each UTC day that it touches is counted whole.
 */
export function transcriptSearchesOf(userId: string, videoId: string, span: Span): Promise<TranscriptSearch[]> {
  const [firstDay, lastDay] = touchedDays(span);
  return queryAs(
    { userId },
    statement(sql<TranscriptSearch>`
      SELECT words, sum(searches)::integer AS searches, sum(found)::integer AS found
      FROM view.analytics_transcript_searches
      WHERE subject_id = ${videoId} AND day BETWEEN ${firstDay} AND ${lastDay}
      GROUP BY words HAVING max(searches) >= ${SEARCHES_MIN}
      ORDER BY searches DESC, words LIMIT ${SEARCHES_MAX}`),
  );
}
