import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { CreatorsVideo } from './creators-video';

const PAGE_SIZE = 40;

export interface PageOfVideos {
  videos: CreatorsVideo[];
  /** Pass this as `before` to get the next page. Null on the last page. */
  next: string | null;
}

/**
 * Returns a creator's videos, newest upload first.
 * @param before the id of the last video on the previous page.
 */
export async function creatorsVideos(ownerId: string, before: string | null): Promise<PageOfVideos> {
  const own = views.selectFrom('creators_videos').where('ownerId', '=', ownerId);
  const last = before === null ? null : own.where('videoId', '=', before).select(['uploadedAt', 'videoId']);
  const videos = await queryAs(
    { userId: ownerId },
    own
      .$if(last !== null, (all) =>
        all.where(({ eb, refTuple }) =>
          eb(refTuple('uploadedAt', 'videoId'), '<', last!.$asTuple('uploadedAt', 'videoId')),
        ),
      )
      .orderBy('uploadedAt', 'desc')
      .orderBy('videoId', 'desc')
      .limit(PAGE_SIZE + 1)
      .selectAll(),
  );
  const page = videos.slice(0, PAGE_SIZE);
  return { videos: page, next: videos.length > PAGE_SIZE ? (page.at(-1)?.videoId ?? null) : null };
}
