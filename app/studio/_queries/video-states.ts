import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { WATCHED, watchPageOf, type CreatorsVideo } from './creators-video';

/** How far a video is. */
export type VideoNow = Pick<
  CreatorsVideo,
  | 'videoId'
  | 'name'
  | 'processing'
  | 'publication'
  | 'visibility'
  | 'isPlayable'
  | 'isTakenDown'
  | 'percent'
  | 'scheduledAt'
  | 'watchPage'
>;

/** Returns the states of some of the videos that a user sees in the studio. */
export async function videoStates(userId: string, videoIds: readonly string[]): Promise<VideoNow[]> {
  if (videoIds.length === 0) return [];
  const rows = await queryAs(
    { userId },
    views
      .selectFrom('creators_videos as video')
      .leftJoin('videos as watched', 'watched.videoId', 'video.videoId')
      .where('video.videoId', 'in', videoIds)
      .select(['video.videoId', 'video.name', 'video.processing', 'video.publication', 'video.visibility'])
      .select(['video.isPlayable', 'video.isTakenDown', 'video.percent', 'video.scheduledAt', ...WATCHED]),
  );
  return rows.map(({ watchIsPlayable, watchIsPublished, ...row }) => ({
    ...row,
    watchPage: watchPageOf({ watchIsPlayable, watchIsPublished }),
  }));
}
