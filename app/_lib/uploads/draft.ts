import 'server-only';
import { v5 as uuidFrom } from 'uuid';
import { send } from '@/app/_lib/commands/send-command';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { uploaderOf, type StoredUpload } from './stored-upload';

const DRAFTS = '5a7c0e52-4a1b-4c39-9d0c-6b1f3a0f7a10';
const DISCARDS = 'b7a3e0b4-2f5d-4f0e-9a55-0d0f2c1f6e83';

/**
 * Makes the video of an upload that has just begun, whatever its browser does next.
 * @returns the trace of its command.
 * @throws if it cannot be written.
 */
export async function draftVideo(
  upload: Pick<StoredUpload, 'uploadId' | 'videoId' | 'ownerId' | 'fileName'>,
): Promise<string> {
  const { uploadId, videoId, ownerId, fileName } = upload;
  const command = videoPublishing.commands.DraftVideo(
    { videoId, ownerId, fileName, draftedAt: new Date().toISOString() },
    { id: uuidFrom(uploadId, DRAFTS) },
  );
  await send(videoPublishing.commandStream(videoId), command, { userId: ownerId, awaited: true });
  return command.id;
}

/**
 * Discards the draft of a cancelled upload, unless somebody has edited it, added captions, made it a lesson or been
 * invited to it. It is kept if the upload was an editor's, or if the command cannot be written.
 */
export async function discardDraft(upload: StoredUpload): Promise<void> {
  const { uploadId, videoId } = upload;
  const userId = uploaderOf(upload);
  const command = videoPublishing.commands.DiscardDraft({ videoId, userId }, { id: uuidFrom(uploadId, DISCARDS) });
  try {
    if (await isUsed(videoId, userId)) return;
    await send(videoPublishing.commandStream(videoId), command, { userId });
  } catch (error) {
    console.error(`Cannot discard the draft ${videoId}:`, error);
  }
}

/** Returns whether captions, a series or an invitation refers to the video, which video publishing does not know. */
async function isUsed(videoId: string, userId: string): Promise<boolean> {
  const [captions, lessons, people] = await Promise.all([
    queryPrimaryAs(
      { userId },
      views.selectFrom('captions_tracks').where('videoId', '=', videoId).select('trackId').limit(1),
    ),
    queryPrimaryAs(
      { userId },
      views.selectFrom('series_lessons').where('videoId', '=', videoId).select('lessonId').limit(1),
    ),
    queryPrimaryAs(
      { userId },
      views.selectFrom('collaborators').where('subjectId', '=', videoId).select('invitationId').limit(1),
    ),
  ]);
  return captions.length + lessons.length + people.length > 0;
}
