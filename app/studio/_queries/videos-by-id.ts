import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** What an action on several videos, and the message after it, need of each. */
export type NamedVideo = Pick<
  Views['creators_videos'],
  'videoId' | 'name' | 'publication' | 'scheduledAt' | 'deletedAt'
>;

/** Returns those of the videos that belong to this owner. */
export async function videosById(ownerId: string, videoIds: readonly string[]): Promise<NamedVideo[]> {
  if (videoIds.length === 0) return [];
  return queryAs(
    { userId: ownerId },
    views
      .selectFrom('creators_videos')
      .where('ownerId', '=', ownerId)
      .where('videoId', 'in', videoIds)
      .select(['videoId', 'name', 'publication', 'scheduledAt', 'deletedAt']),
  );
}
