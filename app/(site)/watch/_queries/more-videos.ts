import 'server-only';
import type { NotNull } from 'kysely';
import { queryShared } from '@/app/_lib/queries/database';
import { isFindable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { CARD_COLUMNS } from '../../_queries/card-columns';
import { creatorOf } from '../../_queries/creator-columns';
import { topicsOfList } from '../../_queries/topics';

/** Returns other published tutorials, newest first: by the creator of this video, or by everybody else. */
export function moreVideos(
  by: 'creator' | 'others',
  { videoId, ownerId }: { videoId: string; ownerId: string },
  limit: number,
): Promise<VideoCardVideo[]> {
  return queryShared(
    views
      .selectFrom('videos as video')
      .leftJoin('videos_creators as creator', 'creator.userId', 'video.ownerId')
      .where(isFindable)
      .where('video.videoId', '<>', videoId)
      .where('video.ownerId', by === 'creator' ? '=' : '<>', ownerId)
      .orderBy('video.publishedAt', 'desc')
      .orderBy('video.videoId')
      .limit(limit)
      .select(CARD_COLUMNS)
      .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name')))
      // Every published video has this value.
      .$narrowType<{ publishedAt: NotNull }>(),
    topicsOfList,
  );
}
