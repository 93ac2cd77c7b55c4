import { reacts } from '@message-db/runtime';
import type { Storage } from '@/storage/storage';
import { deleteUploadFiles, deleteUploadsOf } from '@/storage/uploads';
import { videoPublishing } from './contract';
import { mediaName } from './processing/delete-files';

/** Follows the component's own events: deletes the files that a video no longer needs. */
export function deletesFiles(storage: Storage) {
  /** Sources first, so that processing that is under way fails and makes no more media. */
  async function deleteUpload({ data }: { data: { videoId: string; uploadId?: string | undefined } }) {
    if (data.uploadId === undefined) return [];
    await deleteUploadFiles(storage, data.uploadId);
    await storage.delete(mediaName(data.videoId, data.uploadId));
    return [];
  }

  async function deletePosters(videoId: string, ...posterIds: (string | undefined)[]) {
    for (const posterId of posterIds) if (posterId !== undefined) await storage.delete(mediaName(videoId, posterId));
    return [];
  }

  return reacts({
    name: 'video-publishing-files',
    category: videoPublishing.category,
    writes: [],
    read: videoPublishing.readEvent,
    handlers: {
      ReplacementFailed: deleteUpload,
      ReplacementCancelled: deleteUpload,
      ReplacedFileDropped: deleteUpload,
      ProcessingRejected: deleteUpload,
      PosterChosen: ({ data }) => deletePosters(data.videoId, data.superseded),
      PosterShown: ({ data }) => deletePosters(data.videoId, data.replaced),
      PosterFailed: ({ data }) => deletePosters(data.videoId, data.posterId),
      PosterDropped: ({ data }) => deletePosters(data.videoId, ...data.posterIds),
      ChoosingPosterRejected: ({ data }) => deletePosters(data.videoId, data.posterId),
      async VideoPurged({ data: { videoId, uploadIds } }) {
        for (const uploadId of uploadIds) await deleteUploadFiles(storage, uploadId);
        await deleteUploadsOf(storage, (upload) => upload.videoId === videoId);
        await storage.delete(mediaName(videoId));
        return [];
      },
    },
  });
}
