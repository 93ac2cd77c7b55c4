import 'server-only';
import { query } from '@/app/_lib/queries/database';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { CARD_COLUMNS, SHOWABLE } from './card-columns';

/** The tutorials with the most views, in that order. Those without a view are left out. */
export function mostViewedVideos(limit: number): Promise<VideoCardVideo[]> {
  return query<VideoCardVideo>(
    `SELECT ${CARD_COLUMNS}
     FROM view.home_page_videos v LEFT JOIN view.home_page_creators c ON c.user_id = v.owner_id
     WHERE ${SHOWABLE} AND v.views > 0
     ORDER BY v.views DESC, v.video_id
     LIMIT $1`,
    [limit],
  );
}
