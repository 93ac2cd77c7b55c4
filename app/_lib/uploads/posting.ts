import 'server-only';
import { DuplicateMessageError, type NewMessage } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { importing } from '@/workers/importing/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { send, sendAndWait, type Outcome } from '@/app/_lib/commands/send-command';
import { forgetMoved } from './moving';
import {
  deleteUpload,
  isComplete,
  isPosted,
  markPosted,
  unpostedUploads,
  uploaderOf,
  type StoredUpload,
} from './stored-upload';

const UPLOADS = 'b1e3a6f0-6f0e-4d5c-9c1e-2f8d1c7a9e44';
/** The age at which an unfinished upload is deleted, in milliseconds. */
const ABANDONED_AFTER_MS = 7 * 24 * 3600_000;
const MAINTAIN_EVERY_MS = 60_000;

/**
 * Writes the command of a finished upload. Repeated calls write it once.
 * @throws if it cannot be written.
 */
export async function postUpload(upload: StoredUpload): Promise<void> {
  if (await isPosted(upload.uploadId)) return;
  try {
    const { streamName, command } = commandOf(upload);
    await send(streamName, command, { userId: uploaderOf(upload), awaited: true });
  } catch (error) {
    // An earlier call wrote it with another time: the file was touched since.
    if (!(error instanceof DuplicateMessageError)) throw error;
  }
  await markPosted(upload.uploadId);
}

/** Writes the command too, and waits (a second at most) until the studio shows the video or the archive. */
export async function postUploadAndWait(upload: StoredUpload): Promise<Outcome> {
  const { streamName, command } = commandOf(upload);
  try {
    const outcome = await sendAndWait(streamName, command, {
      userId: uploaderOf(upload),
      aggregators: [upload.purpose === 'archive' ? 'import-page' : 'creators-videos'],
    });
    const isWritten = outcome.status !== 'rejected' || outcome.rejection.reason !== 'unavailable';
    if (isWritten) await markPosted(upload.uploadId);
    return outcome;
  } catch (error) {
    if (!(error instanceof DuplicateMessageError)) throw error;
    await markPosted(upload.uploadId);
    return { status: 'queued', traceId: command.id };
  }
}

function commandOf(upload: StoredUpload): { streamName: string; command: NewMessage } {
  const { uploadId, videoId, ownerId, uploaderId, fileName, bytes, changedAt } = upload;
  const uploadedAt = changedAt.toISOString();
  const id = { id: uuidFrom(uploadId, UPLOADS) };
  if (upload.purpose === 'archive') {
    const data = { userId: ownerId, uploadId, fileName, bytes, addedAt: uploadedAt };
    return { streamName: importing.commandStream(ownerId), command: importing.commands.AddArchive(data, id) };
  }
  const by = { ownerId, ...(uploaderId !== undefined && { userId: uploaderId }) };
  const data = { videoId, ...by, uploadId, fileName, bytes, uploadedAt };
  return {
    streamName: videoPublishing.commandStream(videoId),
    command: videoPublishing.commands.ProcessVideo(data, id),
  };
}

let maintainedAt = 0;

/**
 * Writes the commands of finished uploads that could not be written when they finished, and deletes abandoned uploads.
 * Runs in the background, once a minute at most.
 */
export function maintainUploads(): void {
  if (Date.now() - maintainedAt < MAINTAIN_EVERY_MS) return;
  maintainedAt = Date.now();
  maintainAll().catch((error: Error) => console.error('Could not maintain uploads:', error.message));
}

async function maintainAll(): Promise<void> {
  const unposted = await unpostedUploads();
  forgetMoved(new Set(unposted.map(({ uploadId }) => uploadId)));
  for (const upload of unposted) {
    if (isComplete(upload)) await postUpload(upload);
    else if (Date.now() - upload.changedAt.getTime() > ABANDONED_AFTER_MS) await deleteUpload(upload.uploadId);
  }
}
