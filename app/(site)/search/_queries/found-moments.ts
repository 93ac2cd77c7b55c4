import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/** The most moments of a video, and the most lines with the words of which they are chosen. */
const MOMENTS_MAX = 5;
const RANKED_MAX = 12;

/** A line in which the words are said. */
export interface Moment {
  readonly videoId: string;
  /** In milliseconds from the beginning of the video. */
  readonly startMs: number;
  readonly text: string;
}

/**
 * Returns the lines of these videos that have the words, at most five of each: those with the most words, in their order.
 * If a video has several tracks, they are of the one with the most lines with such words.
 * @param words a query of any of the words.
 * @param forms what each word begins with in a text. Parsing takes nearly all of the time, so only lines with a form are
 * parsed, those with the most forms first, until there are enough.
 */
export async function foundMoments(
  videoIds: readonly string[],
  words: string,
  forms: readonly string[],
): Promise<Moment[]> {
  const has = (form: string) => sql`strpos(terms, ${form}) > 0`;
  const different = sql.join(
    forms.map((form) => sql`(${has(form)})::int`),
    sql` + `,
  );
  const times = sql.join(
    forms.map(
      (form) => sql`(octet_length(terms) - octet_length(replace(terms, ${form}, ''))) / octet_length(${form}::text)`,
    ),
    sql` + `,
  );
  return query(
    statement(sql<Moment>`
      SELECT video_id, start_ms, text FROM (
        SELECT track.video_id, line.start_ms, line.text, track.track_id,
          first_value(track.track_id) OVER (PARTITION BY track.video_id ORDER BY line.lines DESC, track.track_id) AS best
        FROM view.search_tracks AS track
        CROSS JOIN LATERAL (
          SELECT * FROM (
            SELECT start_ms, text, lines, ts_rank(vector, ${words}::tsquery) AS rank FROM (
              SELECT start_ms, text, lines, to_tsvector(track.configuration::regconfig, terms) AS vector FROM (
                SELECT (value->>0)::int AS start_ms, value->>1 AS text, terms, count(*) OVER () AS lines FROM (
                  SELECT value, coalesce(value->>2, value->>1) AS terms FROM jsonb_each(track.lines) OFFSET 0
                ) AS line
                WHERE ${sql.join(forms.map(has), sql` OR `)}
                ORDER BY ${different} DESC, ${times} DESC, start_ms
              ) AS promising OFFSET 0
            ) AS parsed
            WHERE vector @@ ${words}::tsquery LIMIT ${RANKED_MAX}
          ) AS ranked
          ORDER BY rank DESC, start_ms LIMIT ${MOMENTS_MAX}
        ) AS line
        WHERE track.video_id = ANY (${videoIds}::uuid[])
      ) AS moment
      WHERE track_id = best ORDER BY video_id, start_ms`),
  );
}
