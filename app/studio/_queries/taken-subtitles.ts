import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { fileTrackId } from '@/workers/captioning/contract';

/** More tracks than a file has. */
const STREAMS = 200;

/**
 * Returns how many text tracks of a video's file became captions, for people who work on the video. They count also if
 * the captions were edited or removed since.
 * @param file which may have replaced another one, of which it has no captions.
 */
export async function takenSubtitles(userId: string, file: { videoId: string; uploadId: string }): Promise<number> {
  const ids = Array.from({ length: STREAMS }, (_, stream) => fileTrackId(file, stream));
  const [row] = await queryAs(
    { userId },
    views
      .selectFrom('captions_tracks')
      .where('videoId', '=', file.videoId)
      .where('trackId', 'in', ids)
      .select(({ fn }) => fn.countAll<number>().as('taken')),
  );
  return Number(row?.taken ?? 0);
}
