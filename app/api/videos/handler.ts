import { z } from 'zod';
import { sendJson, type Handler } from '@/app/_lib/http/handler';
import { query } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { posterCopies, posterUrl } from '@/app/_lib/media/urls';
import { creatorOf } from '@/app/(site)/_queries/creator-columns';
import type { BegunCard } from './card';

/** So many videos are answered at once. */
const MAX_VIDEOS = 24;

/**
 * GET `?video=<id>&video=<id>` answers `{ videos }`: what a card shows of these videos, for pages that know only their
 * ids, from the browser's storage. Videos that are not listed for everybody are left out.
 */
export const videoCards: Handler = async (request, response) => {
  const asked = new URL(request.url!, 'http://localhost').searchParams.getAll('video');
  const videoIds = asked.filter((id) => z.uuid().safeParse(id).success).slice(0, MAX_VIDEOS);
  const rows = videoIds.length === 0 ? [] : await query(cards(videoIds));
  const videos = rows.map(({ posterId, posterWidths, ...row }): BegunCard => {
    const poster = posterId === null ? null : { ...row, posterId };
    return {
      ...row,
      poster: poster && posterUrl(poster),
      posterCopies: poster && posterWidths.length > 0 ? posterCopies(poster, posterWidths) : null,
    };
  });
  sendJson(response, 200, { videos }, { 'Cache-Control': 'no-store' });
};

function cards(videoIds: readonly string[]) {
  return views
    .selectFrom('home_page_videos as video')
    .leftJoin('home_page_creator_names as creator', 'creator.userId', 'video.ownerId')
    .where('video.videoId', 'in', videoIds)
    .where(({ ref }) => ref('video.isPlayable'))
    .select(['video.videoId', 'video.name', 'video.posterId', 'video.posterWidths'])
    .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name'))[0]);
}
