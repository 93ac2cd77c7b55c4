import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

const CREATORS_MAX = 3;
const SERIES_MAX = 4;

export interface FoundCreator {
  readonly name: string;
  readonly handle: string;
  /** How many videos everybody can watch. */
  readonly videos: number;
}

/** Returns the creators whose name has all the words, those with the most videos first. @param every a query. */
export function foundCreators(every: string): Promise<FoundCreator[]> {
  return query(
    statement(sql<FoundCreator>`
      SELECT coalesce(channel.name, account.name) AS name, page.handle,
        (SELECT count(*) FROM view.search_index AS own WHERE own.owner_id = user_id) AS videos
      FROM (
        SELECT user_id FROM view.search_accounts WHERE vector @@ ${every}::tsquery
        UNION SELECT user_id FROM view.search_channels WHERE vector @@ ${every}::tsquery
      ) AS named
      JOIN view.search_accounts AS account USING (user_id)
      LEFT JOIN view.search_channels AS channel USING (user_id)
      CROSS JOIN LATERAL (
        SELECT handle FROM view.channels_handles AS handles WHERE handles.user_id = account.user_id
        ORDER BY claimed_at DESC, handle_id LIMIT 1
      ) AS page
      WHERE to_tsvector('simple', coalesce(channel.terms, account.terms, '')) @@ ${every}::tsquery
      ORDER BY videos DESC, user_id LIMIT ${CREATORS_MAX}`),
  );
}

export interface FoundSeries {
  readonly seriesId: string;
  readonly title: string;
  /** The videos of the lessons that everybody can watch. */
  readonly videoIds: readonly string[];
}

/** Returns the series whose title or description has all the words, the nearest first. @param every a query. */
export function foundSeries(every: string): Promise<FoundSeries[]> {
  return query(
    statement(sql<FoundSeries>`
      SELECT series.series_id, series.title, open.video_ids
      FROM view.search_series AS series
      CROSS JOIN LATERAL (
        SELECT array_agg(lesson.video_id ORDER BY lesson.video_id) AS video_ids FROM view.search_lessons AS lesson WHERE lesson.series_id = series.series_id
      ) AS open
      WHERE series.vector @@ ${every}::tsquery AND open.video_ids IS NOT NULL
      ORDER BY ts_rank(series.vector, ${every}::tsquery) DESC, cardinality(open.video_ids) DESC, series.series_id LIMIT ${SERIES_MAX}`),
  );
}
