import 'server-only';
import { query } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { CARD_COLUMNS } from '../../_queries/card-columns';
import { creatorOf } from '../../_queries/creator-columns';

/** Returns the cards of these videos, with their descriptions, in any order. */
export function foundCards(videoIds: readonly string[]) {
  return query(
    views
      .selectFrom('search_videos as video')
      .leftJoin('search_accounts as creator', 'creator.userId', 'video.ownerId')
      .where('video.videoId', 'in', videoIds)
      .select(CARD_COLUMNS)
      .select(['video.description'])
      .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name'))),
  );
}

export type FoundCard = Awaited<ReturnType<typeof foundCards>>[number];
