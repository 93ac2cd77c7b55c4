import 'server-only';
import { queryPrimaryByAddress } from '@/app/_lib/queries/database';
import { isWatchable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';

export interface WatchableVideo {
  readonly durationSeconds: number;
  readonly ownerId: string;
  /** The series that was asked for, if the video is one of its lessons. */
  readonly seriesId: string | undefined;
}

/**
 * Returns the length and the creator of a video that everybody who has its address can watch now, or null. Reads from the
 * primary, because a replica may not have a publication yet that the page has shown already.
 * @param seriesId a series in which it may be watched.
 */
export async function watchableVideo(videoId: string, seriesId?: string): Promise<WatchableVideo | null> {
  const [video] = await queryPrimaryByAddress(
    null,
    videoId,
    views
      .selectFrom('videos as video')
      .leftJoin('series_lessons as lesson', (join) =>
        join.onRef('lesson.videoId', '=', 'video.videoId').on('lesson.seriesId', '=', seriesId ?? null),
      )
      .where('video.videoId', '=', videoId)
      .where(isWatchable)
      .select(['video.durationSeconds', 'video.ownerId', 'lesson.seriesId']),
  );
  if (!video?.durationSeconds || !video.ownerId) return null;
  const { durationSeconds, ownerId } = video;
  return { durationSeconds, ownerId, seriesId: video.seriesId ?? undefined };
}
