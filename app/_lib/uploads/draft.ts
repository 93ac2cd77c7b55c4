import 'server-only';
import { v5 as uuidFrom } from 'uuid';
import { send } from '@/app/_lib/commands/send-command';
import { videoPublishing } from '@/workers/video-publishing/contract';
import type { StoredUpload } from './stored-upload';

const DRAFTS = '5a7c0e52-4a1b-4c39-9d0c-6b1f3a0f7a10';

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
