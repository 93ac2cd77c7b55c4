import 'server-only';
import { query } from '@/app/_lib/database';

/** Whether there is a video of this id, whoever owns it. */
export async function isVideo(videoId: string): Promise<boolean> {
  const rows = await query(`SELECT 1 FROM view.creators_videos WHERE video_id = $1 AND owner_id IS NOT NULL`, [
    videoId,
  ]);
  return rows.length > 0;
}
