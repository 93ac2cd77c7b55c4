import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/** The most moments of a video. */
const MOMENTS_MAX = 5;

/** A line in which the words are said. */
export interface Moment {
  readonly videoId: string;
  /** In milliseconds from the beginning of the video. */
  readonly startMs: number;
  readonly text: string;
}

/**
 * Returns the lines of these videos that have the words, at most five of each: those with the most words, in their order.
 * If a video has several tracks, they are of the one with the most of these lines.
 * @param words a query of any of the words.
 * @param forms what each word begins with in a text. Lines without them are not parsed, which would take long.
 */
export async function foundMoments(
  videoIds: readonly string[],
  words: string,
  forms: readonly string[],
): Promise<Moment[]> {
  return query(
    statement(sql<Moment>`
      SELECT video_id, start_ms, text FROM (
        SELECT track.video_id, line.start_ms, line.text, track.track_id,
          first_value(track.track_id) OVER (PARTITION BY track.video_id ORDER BY line.lines DESC, track.track_id) AS best
        FROM view.search_tracks AS track
        CROSS JOIN LATERAL (
          SELECT (value->>0)::int AS start_ms, value->>1 AS text, count(*) OVER () AS lines,
            ts_rank(vector, ${words}::tsquery) AS rank
          FROM (
            SELECT value, to_tsvector(track.configuration::regconfig, terms) AS vector FROM (
              SELECT value, coalesce(value->>2, value->>1) AS terms FROM jsonb_each(track.lines) OFFSET 0
            ) AS line
            WHERE ${sql.join(
              forms.map((form) => sql`strpos(terms, ${form}) > 0`),
              sql` OR `,
            )}
            OFFSET 0
          ) AS parsed
          WHERE vector @@ ${words}::tsquery
          ORDER BY rank DESC, start_ms LIMIT ${MOMENTS_MAX}
        ) AS line
        WHERE track.video_id = ANY (${videoIds}::uuid[])
      ) AS moment
      WHERE track_id = best ORDER BY video_id, start_ms`),
  );
}
