import 'server-only';
import { isMoving } from './moving';
import { isComplete, unpostedUploads, uploaderOf } from './stored-upload';

/** An unfinished upload, as the account that began it sees it. */
export interface UnfinishedUpload {
  uploadId: string;
  videoId: string;
  fileName: string;
  /** The bytes that arrived, and those of the whole file. */
  received: number;
  bytes: number;
  /** Whether bytes are arriving, from any browser. */
  isMoving: boolean;
}

/**
 * Returns the unfinished uploads that an account began, from all its browsers, the oldest first.
 * @param of videos, or of archives to import from.
 */
export async function unfinishedUploads(
  userId: string,
  of: 'videos' | 'archives' = 'videos',
): Promise<UnfinishedUpload[]> {
  const own = (await unpostedUploads()).filter(
    (upload) =>
      uploaderOf(upload) === userId && !isComplete(upload) && (upload.purpose === 'archive') === (of === 'archives'),
  );
  return own
    .toSorted((one, other) => one.changedAt.getTime() - other.changedAt.getTime())
    .map((upload) => {
      const { uploadId, videoId, fileName, received, bytes } = upload;
      return { uploadId, videoId, fileName, received, bytes, isMoving: isMoving(upload) };
    });
}
