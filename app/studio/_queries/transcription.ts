import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** The transcription of a video, for its owner and collaborators: under way, made, failed, or never requested. */
export type OwnTranscription = Views['captions_transcriptions'];

/** Returns it; null while its component does not know the video yet. */
export async function transcriptionOf(userId: string, videoId: string): Promise<OwnTranscription | null> {
  const [row] = await queryAs(
    { userId },
    views.selectFrom('captions_transcriptions').where('videoId', '=', videoId).selectAll(),
  );
  return row ?? null;
}
