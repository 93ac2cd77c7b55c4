import 'server-only';
import { queryPrimaryByAddress } from '@/app/_lib/queries/database';
import { isWatchable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';

export interface WatchableVideo {
  readonly durationSeconds: number;
  readonly ownerId: string;
}

/**
 * Returns the length and the creator of a video that everybody who has its address can watch now, or null. Reads from the
 * primary, because a replica may not have a publication yet that the page has shown already.
 */
export async function watchableVideo(videoId: string): Promise<WatchableVideo | null> {
  const [video] = await queryPrimaryByAddress(
    null,
    videoId,
    views
      .selectFrom('videos as video')
      .where('video.videoId', '=', videoId)
      .where(isWatchable)
      .select(['video.durationSeconds', 'video.ownerId']),
  );
  if (!video?.durationSeconds || !video.ownerId) return null;
  return { durationSeconds: video.durationSeconds, ownerId: video.ownerId };
}
