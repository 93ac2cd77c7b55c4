import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import type { Step } from '../learners';
import type { Period } from '../period';
import type { Counted } from '../sums';

type Days = Pick<Period, 'firstDay' | 'lastDay'>;

/** Returns what was counted of the videos of a series while they were watched within it, by the video's id. @param days of UTC. */
export async function lessonCounts(
  userId: string,
  seriesId: string,
  { firstDay, lastDay }: Days,
): Promise<ReadonlyMap<string, Counted>> {
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

/** Two lessons whose views are compared. */
export interface LessonPair {
  readonly before: { readonly videoId: string; readonly publishedAt: Date | null };
  readonly after: { readonly videoId: string; readonly publishedAt: Date | null };
}

/** Returns the views of pairs of lessons within a series, each from the day on which both were published. @param days of UTC. */
export async function lessonSteps(
  userId: string,
  seriesId: string,
  pairs: readonly LessonPair[],
  { firstDay, lastDay }: Days,
): Promise<readonly Step[]> {
  if (pairs.length === 0) return [];
  const since = pairs.map(({ before, after }) => {
    const times = [before, after].map(({ publishedAt }) => publishedAt?.getTime() ?? 0);
    const day = new Date(Math.max(...times)).toISOString().slice(0, 10);
    return day > firstDay ? day : firstDay;
  });
  const viewsOf = (column: 'one' | 'other') => sql`(
    SELECT coalesce(sum(views), 0)::integer FROM view.analytics_lessons
    WHERE series_id = ${seriesId} AND subject_id = ${sql.ref(`pair.${column}`)} AND day BETWEEN pair.since AND ${lastDay}
  )`;
  const rows = await queryAs(
    { userId },
    statement(sql<Step>`
      SELECT ${viewsOf('one')} AS before, ${viewsOf('other')} AS after
      FROM unnest(
        ${pairs.map(({ before }) => before.videoId)}::uuid[], ${pairs.map(({ after }) => after.videoId)}::uuid[],
        ${since}::date[]
      ) WITH ORDINALITY AS pair (one, other, since, place)
      ORDER BY place`),
  );
  return rows;
}
