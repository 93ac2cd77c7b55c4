import 'server-only';
import { sql, type RawBuilder } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { HUNDREDTHS, QUARTERS } from '@/workers/aggregators/contract';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';

/** How much of a video its viewers watched. */
export interface Retention {
  /** Viewings that began and told what they watched. */
  readonly starts: number;
  /** How often each hundredth was watched in a viewing, on average: 1 if everybody watched it once. */
  readonly parts: readonly number[];
}

/** Videos of a like length: from half as long to twice. */
const LIKE_LENGTH = 2;

/**
 * Returns the retention of a video in a period, and that of the other videos of its owner of a like length: null if there
 * are no viewings of these.
 * @param from and `to` in milliseconds since the epoch. Whole UTC days are counted.
 */
export async function retentionOf(
  userId: string,
  { videoId, ownerId, durationSeconds }: Pick<CreatorsVideo, 'videoId' | 'ownerId' | 'durationSeconds'>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ own: Retention; typical: Retention | null }> {
  const length = durationSeconds ?? 0;
  const days = sql`day BETWEEN ${new Date(from).toISOString().slice(0, 10)} AND ${new Date(to - 1).toISOString().slice(0, 10)}`;
  const read = async (subjects: RawBuilder<unknown>): Promise<Retention> => {
    const [row] = await queryAs(
      { userId },
      statement(sql<{ starts: number; plays: number[] }>`
        SELECT
          (SELECT coalesce(sum(starts[${QUARTERS}]), 0)::bigint FROM view.analytics_days WHERE ${subjects} AND ${days})
            AS starts,
          ARRAY(
            SELECT sum(part.plays)::float8 / 1000
            FROM view.analytics_retention AS watched
              CROSS JOIN LATERAL unnest(watched.plays) WITH ORDINALITY AS part (plays, place)
            WHERE ${subjects} AND ${days} GROUP BY part.place ORDER BY part.place
          ) AS plays`),
    );
    const { starts, plays } = row!;
    const parts = Array.from({ length: HUNDREDTHS }, (_, part) => (starts > 0 ? (plays[part] ?? 0) / starts : 0));
    return { starts, parts };
  };
  const [own, typical] = await Promise.all([
    read(sql`subject_id = ${videoId}`),
    read(sql`subject_id IN (
      SELECT other.video_id FROM view.creators_videos AS other
      WHERE other.owner_id = ${ownerId} AND other.video_id <> ${videoId} AND other.deleted_at IS NULL
        AND other.duration_seconds BETWEEN ${length / LIKE_LENGTH} AND ${length * LIKE_LENGTH}
    )`),
  ]);
  return { own, typical: typical.starts > 0 ? typical : null };
}
