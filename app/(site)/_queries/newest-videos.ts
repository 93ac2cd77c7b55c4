import 'server-only';
import { queryShared } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { CARD_COLUMNS } from './card-columns';
import { creatorOf } from './creator-columns';
import { topicsOfHomeCards } from './topics';

/** Returns the last published tutorials, newest first. */
export function newestVideos(limit: number): Promise<VideoCardVideo[]> {
  return queryShared(
    views
      .selectFrom('home_page_videos as video')
      .leftJoin('home_page_creator_names as creator', 'creator.userId', 'video.ownerId')
      .where(({ ref }) => ref('video.isPlayable'))
      .orderBy('video.publishedAt', 'desc')
      .orderBy('video.videoId')
      .limit(limit)
      .select(CARD_COLUMNS)
      .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name'))),
    topicsOfHomeCards,
  );
}
