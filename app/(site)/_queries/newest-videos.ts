import 'server-only';
import { query } from '@/app/_lib/queries/database';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { CARD_COLUMNS, SHOWABLE } from './card-columns';

/** The tutorials published last, the newest first. */
export function newestVideos(limit: number): Promise<VideoCardVideo[]> {
  return query<VideoCardVideo>(
    `SELECT ${CARD_COLUMNS}
     FROM view.home_page_videos v LEFT JOIN view.home_page_creators c ON c.user_id = v.owner_id
     WHERE ${SHOWABLE}
     ORDER BY v.published_at DESC, v.video_id
     LIMIT $1`,
    [limit],
  );
}
