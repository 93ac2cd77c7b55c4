import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import type { Filter } from '../state';
import type { Counted } from '../sums';
import { matching, within } from './matching';
import type { Span } from './span';

const VIDEOS_MAX = 10;

/** A video of a creator, with what was counted of it in a period. */
export interface WatchedVideo extends Counted {
  readonly videoId: string;
  readonly name: string;
  /** In seconds; null if it is not known yet. */
  readonly durationSeconds: number | null;
}

/** Returns the creator's videos that were viewed most in a period, without those in the trash. Parameters as of `sumsOf`. */
export function watchedVideos(userId: string, { from, to }: Span, filter: Filter): Promise<WatchedVideo[]> {
  return queryAs(
    { userId },
    statement(sql<WatchedVideo>`
      SELECT video.video_id, video.name, video.duration_seconds, counted.views, counted.watched_seconds
      FROM view.creators_videos AS video CROSS JOIN LATERAL (
        SELECT sum(views)::bigint AS views, greatest(0, sum(watched_milliseconds))::float8 / 1000 AS watched_seconds
        FROM view.analytics_counts
        WHERE subject_id = video.video_id AND ${within(from, to)} AND ${matching(filter)}
      ) AS counted
      WHERE video.owner_id = ${userId} AND video.deleted_at IS NULL AND counted.views > 0
      ORDER BY counted.views DESC, counted.watched_seconds DESC, video.video_id LIMIT ${VIDEOS_MAX}`),
  );
}
