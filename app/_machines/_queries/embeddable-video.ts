import 'server-only';
import { creatorOf } from '@/app/(site)/_queries/creator-columns';
import { queryByAddress } from '@/app/_lib/queries/database';
import { isWatchable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';

/** Returns a video that everybody who has its address can watch; undefined for any other. */
export async function embeddableVideo(videoId: string) {
  const [video] = await queryByAddress(
    null,
    videoId,
    views
      .selectFrom('videos as video')
      .leftJoin('videos_creators as creator', 'creator.userId', 'video.ownerId')
      .where('video.videoId', '=', videoId)
      .where(isWatchable)
      .select(['video.videoId', 'video.name', 'video.width', 'video.height', 'video.uploadId', 'video.posterId'])
      .select('video.durationSeconds')
      .select('video.isUnlisted')
      .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name'))),
  );
  return video;
}
