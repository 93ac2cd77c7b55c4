import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { QUARTERS } from '@/workers/aggregators/contract';
import type { Filter } from '../state';
import { edgeOf, sumsBetween, type Counted, type DayOfSums, type Sums } from '../sums';
import { matching } from './matching';

/**
 * Returns the views, the watch time and the viewers of a subject between each of these moments and the next one.
 * @param subjectId the id of a video, or of a user for their channel.
 * @param edges beginnings of quarters of an hour in ascending order, in milliseconds since the epoch.
 */
export function sumsOf(
  userId: string,
  subjectId: string,
  edges: readonly number[],
  filter: Filter,
): Promise<readonly Sums[]> {
  return Object.keys(filter).length === 0
    ? allSums(userId, subjectId, edges)
    : filteredSums(userId, subjectId, edges, filter);
}

/** Reads a row for each day, with the elements at the moments that are within it. */
async function allSums(userId: string, subjectId: string, moments: readonly number[]): Promise<readonly Sums[]> {
  const edges = moments.map(edgeOf);
  const within = edges.filter(({ quarter }) => quarter > 0);
  const between = sql`BETWEEN ${edges[0]!.day} AND ${edges.at(-1)!.day}`;
  const rows = await queryAs(
    { userId },
    statement(sql<DayOfSums>`
      SELECT day::text AS day, sums.views[${QUARTERS}] AS views,
        sums.watched_milliseconds[${QUARTERS}] AS watched_milliseconds, edge.quarter,
        sums.views[edge.quarter] AS views_until, sums.watched_milliseconds[edge.quarter] AS watched_milliseconds_until,
        coalesce(people.viewers[${QUARTERS}], 0) AS viewers, people.viewers[edge.quarter] AS viewers_until
      FROM view.analytics_days AS sums
      LEFT JOIN (
        SELECT day, viewers FROM view.analytics_viewers WHERE subject_id = ${subjectId} AND day ${between}
      ) AS people USING (day)
      LEFT JOIN (
        SELECT DISTINCT * FROM unnest(
          ${within.map(({ day }) => day)}::date[], ${within.map(({ quarter }) => quarter)}::integer[]
        ) AS each (day, quarter)
      ) AS edge USING (day)
      WHERE subject_id = ${subjectId} AND day ${between}`),
  );
  return sumsBetween(rows, edges);
}

async function filteredSums(
  userId: string,
  subjectId: string,
  moments: readonly number[],
  filter: Filter,
): Promise<readonly Sums[]> {
  const edges = moments.map((moment) => new Date(moment).toISOString());
  const rows = await queryAs(
    { userId },
    statement(sql<Counted & { place: number }>`
      SELECT width_bucket(starts_at, ${edges}::timestamptz[]) AS place, sum(views)::bigint AS views,
        sum(watched_milliseconds)::float8 / 1000 AS watched_seconds
      FROM view.analytics_counts
      WHERE subject_id = ${subjectId} AND grain = 'quarter' AND starts_at >= ${edges[0]} AND starts_at < ${edges.at(-1)}
        AND ${matching(filter)}
      GROUP BY place`),
  );
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return edges.slice(1).map((_, index) => {
    const { views = 0, watchedSeconds = 0 } = byPlace.get(index + 1) ?? {};
    return { views, watchedSeconds, viewers: null };
  });
}
