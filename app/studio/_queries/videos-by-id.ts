import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** What an action on several videos, and the message after it, need of each. */
export type NamedVideo = Pick<
  Views['creators_videos'],
  'videoId' | 'name' | 'publication' | 'visibility' | 'processing' | 'scheduledAt' | 'deletedAt'
>;

/** Returns those of the videos that a user sees in the studio: their own, and those that they work on. */
export async function videosById(userId: string, videoIds: readonly string[]): Promise<NamedVideo[]> {
  if (videoIds.length === 0) return [];
  return queryAs(
    { userId },
    views
      .selectFrom('creators_videos')
      .where('videoId', 'in', videoIds)
      .select(['videoId', 'name', 'publication', 'visibility', 'processing', 'scheduledAt', 'deletedAt']),
  );
}
