import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import type { Counted } from '../sums';
import { utcDays, type Span } from './utc-days';

/**
 * Returns what was counted of the videos of a series while they were watched as its lessons, by the video's id.
 * @param period of which whole UTC days are counted.
 */
export async function lessonCounts(
  userId: string,
  seriesId: string,
  period: Span,
): Promise<ReadonlyMap<string, Counted>> {
  const [firstDay, lastDay] = utcDays(period);
  const rows = await queryAs(
    { userId },
    statement(sql<Counted & { videoId: string }>`
      SELECT subject_id AS video_id, sum(views)::bigint AS views,
        greatest(0, sum(watched_milliseconds))::float8 / 1000 AS watched_seconds
      FROM view.analytics_lessons
      WHERE series_id = ${seriesId} AND day BETWEEN ${firstDay} AND ${lastDay}
      GROUP BY subject_id`),
  );
  return new Map(rows.map((row) => [row.videoId, row]));
}
