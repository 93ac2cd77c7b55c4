import 'server-only';
import { cache } from 'react';
import { z } from 'zod';
import { queryAs } from '@/app/_lib/queries/database';
import { currentUser } from '@/app/_lib/auth/session';

/** A video that can play. */
export interface WatchVideo {
  videoId: string;
  ownerId: string;
  creatorName: string;
  name: string;
  description: string;
  uploadId: string;
  isPublished: boolean;
  publishedAt: Date | null;
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
  hasPoster: boolean;
  views: number;
}

/** A playable video, for those who may see it: everyone when it is published, before that its owner. Asked once a request. */
export const playableVideo = cache(async (videoId: string): Promise<WatchVideo | null> => {
  if (!z.uuid().safeParse(videoId).success) return null;
  const [video] = await queryAs<WatchVideo>(
    await currentUser(),
    `SELECT v.video_id AS "videoId", v.owner_id AS "ownerId", coalesce(c.name, 'Unknown creator') AS "creatorName",
            v.name, coalesce(v.description, '') AS description, v.upload_id AS "uploadId",
            v.is_published AS "isPublished", v.published_at AS "publishedAt",
            v.duration_seconds AS "durationSeconds", v.width, v.height, v.has_poster AS "hasPoster", v.views
     FROM view.videos v LEFT JOIN view.videos_creators c ON c.user_id = v.owner_id
     WHERE v.video_id = $1 AND v.is_playable AND v.name IS NOT NULL AND v.upload_id IS NOT NULL`,
    [videoId],
  );
  return video ?? null;
});
