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
 * Returns a creator's videos, the newest first.
 * @param page `before`: the id of the last video on the previous page. `limit`: the most videos to return.
 */
export async function creatorsVideos(
  ownerId: string,
  { before, limit = PAGE_SIZE }: { before?: string | undefined; limit?: number } = {},
): Promise<PageOfVideos> {
  const own = views.selectFrom('creators_videos').where('ownerId', '=', ownerId);
  const last = before === undefined ? null : own.where('videoId', '=', before).select(['draftedAt', 'videoId']);
  const videos = await queryAs(
    { userId: ownerId },
    own
      .$if(last !== null, (all) =>
        all.where(({ eb, refTuple }) =>
          eb(refTuple('draftedAt', 'videoId'), '<', last!.$asTuple('draftedAt', 'videoId')),
        ),
      )
      .orderBy('draftedAt', 'desc')
      .orderBy('videoId', 'desc')
      .limit(limit + 1)
      .selectAll(),
  );
  const page = videos.slice(0, limit);
  return { videos: page, next: videos.length > limit ? (page.at(-1)?.videoId ?? null) : null };
}
