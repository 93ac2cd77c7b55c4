import type { Storage } from '@/storage/storage';
import { deleteUploadFiles } from '@/storage/uploads';
import { posterId, uploadId as uploadIdSchema } from '../contract';

/** The name of the folder with the media of a video, or of one of its uploads. */
export function mediaName(...ids: [videoId: string, uploadId?: string]): string {
  return ['media', ...ids].join('/');
}

/** Deletes the failed files that this upload replaced, because they count against their owner's quota. */
export async function deleteReplaced(storage: Storage, videoId: string, uploadId: string): Promise<void> {
  for (const other of await storage.names(mediaName(videoId))) {
    // A picture that the creator uploaded meanwhile stays.
    if (other === uploadId || !uploadIdSchema.safeParse(other).success || posterId.safeParse(other).success) continue;
    await deleteUploadFiles(storage, other);
    await storage.delete(mediaName(videoId, other));
  }
}
