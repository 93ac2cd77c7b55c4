import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** The automatic captions of a video, for its owner and who works on it: under way, made, failed, or not asked for. */
export type OwnTranscription = Views['captions_transcriptions'];

/** Returns it; null while the component that makes captions has not heard of the video. */
export async function transcriptionOf(userId: string, videoId: string): Promise<OwnTranscription | null> {
  const [row] = await queryAs(
    { userId },
    views.selectFrom('captions_transcriptions').where('videoId', '=', videoId).selectAll(),
  );
  return row ?? null;
}
