import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { CREATORS_VIDEO_COLUMNS, type CreatorsVideo } from './creators-video';

const PAGE_SIZE = 40;

export interface PageOfVideos {
  videos: CreatorsVideo[];
  /** Give this as `before` to see the page after this one. Null on the last. */
  next: string | null;
}

/**
 * A creator's videos, newest upload first.
 * @param before the id of the video that the page before this one ended with.
 */
export async function creatorsVideos(ownerId: string, before: string | null): Promise<PageOfVideos> {
  const videos = await queryAs<CreatorsVideo>(
    { userId: ownerId },
    `SELECT ${CREATORS_VIDEO_COLUMNS}
     FROM view.creators_videos
     WHERE owner_id = $1
       AND ($2::uuid IS NULL OR (uploaded_at, video_id) <
         (SELECT uploaded_at, video_id FROM view.creators_videos WHERE owner_id = $1 AND video_id = $2))
     ORDER BY uploaded_at DESC, video_id DESC
     LIMIT $3`,
    [ownerId, before, PAGE_SIZE + 1],
  );
  const page = videos.slice(0, PAGE_SIZE);
  return { videos: page, next: videos.length > PAGE_SIZE ? (page.at(-1)?.videoId ?? null) : null };
}
