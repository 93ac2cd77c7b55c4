import 'server-only';
import type { NotNull } from 'kysely';
import { creatorOf } from '@/app/(site)/_queries/creator-columns';
import { query } from '@/app/_lib/queries/database';
import { isFindable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';

/** A video that everybody can find, with what feeds and site maps say of it. */
export type FindableVideo = Awaited<ReturnType<typeof newestFindable>>[number];

/** Begins a query of the videos that everybody can find and watch. */
function findable() {
  return views
    .selectFrom('videos as video')
    .leftJoin('videos_creators as creator', 'creator.userId', 'video.ownerId')
    .where(isFindable)
    .select(['video.videoId', 'video.name', 'video.description', 'video.tags', 'video.language', 'video.publishedAt'])
    .select(['video.durationSeconds', 'video.width', 'video.height', 'video.uploadId', 'video.posterId', 'video.views'])
    .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name')))
    .$narrowType<{ publishedAt: NotNull }>();
}

/** Returns the last published videos, the newest first. @param ownerId of one creator; all if it is left out. */
export function newestFindable(limit: number, ownerId?: string) {
  return query(
    findable()
      .$if(ownerId !== undefined, (all) => all.where('video.ownerId', '=', ownerId!))
      .orderBy('video.publishedAt', 'desc')
      .orderBy('video.videoId')
      .limit(limit),
  );
}

/** Returns the lessons of a published series that were published last, the newest first. */
export function newestLessons(seriesId: string, limit: number) {
  return query(
    findable()
      .innerJoin('series_lessons as lesson', (join) =>
        join.onRef('lesson.videoId', '=', 'video.videoId').onRef('lesson.ownerId', '=', 'video.ownerId'),
      )
      .where('lesson.seriesId', '=', seriesId)
      .orderBy('video.publishedAt', 'desc')
      .orderBy('video.videoId')
      .limit(limit),
  );
}

/** Returns these videos by their ids. @param from the first id, or the one behind which to continue. */
export function findableFrom(from: { readonly id: string; readonly isBehind: boolean }, limit: number) {
  return query(
    findable()
      .where('video.videoId', from.isBehind ? '>' : '>=', from.id)
      .orderBy('video.videoId')
      .limit(limit),
  );
}
