import 'server-only';
import { query } from '@/app/_lib/queries/database';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { CARD_COLUMNS, SHOWABLE } from '../../_queries/card-columns';

/** Other published tutorials, the newest first: by the creator of this video, or by everybody else. */
export function moreVideos(
  by: 'creator' | 'others',
  { videoId, ownerId }: { videoId: string; ownerId: string },
  limit: number,
): Promise<VideoCardVideo[]> {
  return query<VideoCardVideo>(
    `SELECT ${CARD_COLUMNS}
     FROM view.videos v LEFT JOIN view.videos_creators c ON c.user_id = v.owner_id
     WHERE ${SHOWABLE} AND v.video_id <> $1 AND v.owner_id ${by === 'creator' ? '=' : '<>'} $2
     ORDER BY v.published_at DESC, v.video_id
     LIMIT $3`,
    [videoId, ownerId, limit],
  );
}
