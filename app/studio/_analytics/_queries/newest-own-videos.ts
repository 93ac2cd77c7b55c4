import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** A page follows so many videos at most. */
export const FOLLOWED_MAX = 50;

/** Returns the ids of a creator's newest videos, whose viewings the page of the channel follows. */
export async function newestOwnVideos(userId: string): Promise<string[]> {
  const rows = await queryAs(
    { userId },
    views
      .selectFrom('creators_videos')
      .where('ownerId', '=', userId)
      .where('deletedAt', 'is', null)
      .select('videoId')
      .orderBy('draftedAt', 'desc')
      .orderBy('videoId', 'desc')
      .limit(FOLLOWED_MAX),
  );
  return rows.map(({ videoId }) => videoId);
}
