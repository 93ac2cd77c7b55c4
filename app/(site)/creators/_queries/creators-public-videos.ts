import 'server-only';
import type { NotNull } from 'kysely';
import { queryShared } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { CARD_COLUMNS, creatorOf, topicsOfList } from '../../_queries/card-columns';
import type { Cursor } from '../cursor';

/** The number of cards on a page. It fills rows of two, three and four. */
export const PAGE_SIZE = 24;

/**
 * Returns the published tutorials of a creator, newest first, one more than a page shows.
 * @param after the cursor of the last card of the page before; null for the first page.
 */
export function creatorsPublicVideos(ownerId: string, after: Cursor | null): Promise<VideoCardVideo[]> {
  return queryShared(
    views
      .selectFrom('videos as video')
      .leftJoin('videos_creators as creator', 'creator.userId', 'video.ownerId')
      .where('video.ownerId', '=', ownerId)
      .where(({ ref }) => ref('video.isPublished'))
      .where(({ ref }) => ref('video.isPlayable'))
      .$if(after !== null, (all) =>
        all.where(({ or, and, eb }) =>
          or([
            eb('video.publishedAt', '<', after!.publishedAt),
            and([eb('video.publishedAt', '=', after!.publishedAt), eb('video.videoId', '>', after!.videoId)]),
          ]),
        ),
      )
      .orderBy('video.publishedAt', 'desc')
      .orderBy('video.videoId')
      .limit(PAGE_SIZE + 1)
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
