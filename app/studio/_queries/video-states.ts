import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { CreatorsVideo } from './creators-video';

/** How far a video is. */
export type VideoNow = Pick<
  CreatorsVideo,
  'videoId' | 'name' | 'processing' | 'publication' | 'visibility' | 'isPlayable' | 'percent' | 'scheduledAt'
>;

/** Returns the states of some of the videos that a user sees in the studio. */
export async function videoStates(userId: string, videoIds: readonly string[]): Promise<VideoNow[]> {
  if (videoIds.length === 0) return [];
  return queryAs(
    { userId },
    views
      .selectFrom('creators_videos')
      .where('videoId', 'in', videoIds)
      .select(['videoId', 'name', 'processing', 'publication', 'visibility', 'isPlayable', 'percent', 'scheduledAt']),
  );
}
