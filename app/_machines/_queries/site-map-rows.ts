import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { isFindable } from '@/app/_lib/queries/video-conditions';
import { statement, views } from '@/app/_lib/queries/views';

/** Returns the ids of the videos with which the parts of the site map begin. @param size videos in a part. */
export async function firstVideos(size: number): Promise<string[]> {
  const rows = await query(
    statement(sql<{ videoId: string }>`
      SELECT video_id FROM (
        SELECT video_id, row_number() OVER (ORDER BY video_id) AS number
        FROM view.videos AS video WHERE ${isFindable}
      ) AS numbered
      WHERE number % ${size} = 1 ORDER BY video_id`),
  );
  return rows.map(({ videoId }) => videoId);
}

/** Returns published series that have something to watch. */
export function findableSeries(limit: number) {
  return query(
    views
      .selectFrom('series')
      .where(({ ref }) => ref('series.isPublished'))
      .where('series.deletedAt', 'is', null)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('series_lessons as lesson')
            .innerJoin('videos as video', (join) =>
              join.onRef('video.videoId', '=', 'lesson.videoId').onRef('video.ownerId', '=', 'lesson.ownerId'),
            )
            .whereRef('lesson.seriesId', '=', 'series.seriesId')
            .where(isFindable)
            .select('lesson.lessonId'),
        ),
      )
      .orderBy('series.seriesId')
      .limit(limit)
      .select(['series.seriesId', 'series.title']),
  );
}

/** Returns the present handles of creators whose page everybody can see. */
export function findableHandles(limit: number) {
  return query(
    views
      .selectFrom('channels_handles as handle')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('videos as video')
            .whereRef('video.ownerId', '=', 'handle.userId')
            .where(isFindable)
            .select('video.videoId'),
        ),
      )
      .distinctOn('handle.userId')
      .orderBy('handle.userId')
      .orderBy('handle.claimedAt', 'desc')
      .orderBy('handle.handleId')
      .limit(limit)
      .select('handle.handle'),
  );
}
