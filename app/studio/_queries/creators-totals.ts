import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';

export interface CreatorsTotals {
  videos: number;
  views: number;
  watchedSeconds: number;
}

/** What all videos of a creator come to. */
export async function creatorsTotals(ownerId: string): Promise<CreatorsTotals> {
  const [totals] = await queryAs<CreatorsTotals>(
    { userId: ownerId },
    `SELECT count(*) AS videos,
            coalesce(sum(views), 0)::bigint AS views,
            coalesce(sum(watched_seconds), 0) AS "watchedSeconds"
     FROM view.creators_videos WHERE owner_id = $1`,
    [ownerId],
  );
  return totals as CreatorsTotals;
}
