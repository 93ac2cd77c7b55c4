import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** A video as its creator sees it. */
export type CreatorsVideo = Views['creators_videos'];

/** Returns one video for its owner. Null for another creator's, and for one that is not projected yet. */
export async function creatorsVideo(ownerId: string, videoId: string): Promise<CreatorsVideo | null> {
  const [video] = await queryAs(
    { userId: ownerId },
    views.selectFrom('creators_videos').where('ownerId', '=', ownerId).where('videoId', '=', videoId).selectAll(),
  );
  return video ?? null;
}
