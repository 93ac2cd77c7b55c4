import { rm } from 'node:fs/promises';
import type { Environment } from '@/environment';
import { reacts } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { deleteSource, deleteUnfinished } from './processing/delete-files';

/** Follows the component's own events: deletes the files that a video no longer needs. */
export function deletesFiles(environment: Environment) {
  /** Sources first, so that processing that is under way fails and makes no more media. */
  async function deleteUpload({ data }: { data: { videoId: string; uploadId?: string | undefined } }) {
    if (data.uploadId === undefined) return [];
    await deleteSource(environment, data.uploadId);
    await deleteMedia(data.videoId, data.uploadId);
    return [];
  }
  const deleteMedia = (...names: string[]) =>
    rm(environment.dataPath('media', ...names), { recursive: true, force: true, maxRetries: 5 });

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
      async VideoPurged({ data: { videoId, uploadIds } }) {
        for (const uploadId of uploadIds) await deleteSource(environment, uploadId);
        await deleteUnfinished(environment, (upload) => upload.videoId === videoId);
        await deleteMedia(videoId);
        return [];
      },
    },
  });
}
