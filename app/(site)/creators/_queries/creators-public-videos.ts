import 'server-only';
import type { NotNull } from 'kysely';
import { readPage, type Cursor, type PageOf } from '@/app/_lib/lists/cursor';
import { directions, isBeyond, type Order } from '@/app/_lib/lists/keyset';
import { queryShared } from '@/app/_lib/queries/database';
import { isFindable } from '@/app/_lib/queries/video-conditions';
import { views } from '@/app/_lib/queries/views';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { PAGE_SIZE } from '../../videos/page-size';
import { CARD_COLUMNS } from '../../_queries/card-columns';
import { creatorOf } from '../../_queries/creator-columns';
import { topicsOfList } from '../../_queries/topics';

const ORDER: Order = { by: 'video.publishedAt', id: 'video.videoId', isTime: true };

/** Returns a page of the published tutorials of a creator, newest first. */
export function creatorsPublicVideos(ownerId: string, cursor: Cursor | null): Promise<PageOf<VideoCardVideo>> {
  return readPage<VideoCardVideo>(
    cursor,
    PAGE_SIZE,
    (from, limit) => readVideos(ownerId, from, limit),
    ({ publishedAt, videoId }) => ({ value: publishedAt.getTime(), id: videoId }),
  );
}

function readVideos(ownerId: string, cursor: Cursor | null, limit: number): Promise<VideoCardVideo[]> {
  const [byDirection, idDirection] = directions(cursor);
  return queryShared(
    views
      .selectFrom('videos as video')
      .leftJoin('videos_creators as creator', 'creator.userId', 'video.ownerId')
      .where('video.ownerId', '=', ownerId)
      .where(isFindable)
      .$if(cursor !== null, (all) => all.where(isBeyond(cursor!, ORDER)))
      .orderBy('video.publishedAt', byDirection)
      .orderBy('video.videoId', idDirection)
      .limit(limit)
      .select(CARD_COLUMNS)
      .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name')))
      // Every published video has this value.
      .$narrowType<{ publishedAt: NotNull }>(),
    (rows) => [`creator:${ownerId}`, ...topicsOfList(rows)],
  );
}

/** Returns how many tutorials of a creator are published. */
export async function creatorsPublicCount(ownerId: string): Promise<number> {
  const [row] = await queryShared(
    views
      .selectFrom('channels_videos')
      .where('ownerId', '=', ownerId)
      .select(({ fn }) => fn.countAll<number>().as('count')),
    () => ['published'],
  );
  return row?.count ?? 0;
}
