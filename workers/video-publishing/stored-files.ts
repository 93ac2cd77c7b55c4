import { rm } from 'node:fs/promises';
import type { Environment } from '@/environment';
import { reacts } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { deleteSource, deleteUnfinished } from './processing/delete-files';

/** Follows the component's own events: deletes the files that a video no longer needs. */
export function deletesFiles(environment: Environment) {
  return reacts({
    name: 'video-publishing-files',
    category: videoPublishing.category,
    writes: [],
    read: videoPublishing.readEvent,
    handlers: {
      async VideoPurged({ data: { videoId, uploadIds } }) {
        // Sources first, so that processing that is under way fails and makes no more media.
        for (const uploadId of uploadIds) await deleteSource(environment, uploadId);
        await deleteUnfinished(environment, (upload) => upload.videoId === videoId);
        await rm(environment.dataPath('media', videoId), { recursive: true, force: true, maxRetries: 5 });
        return [];
      },
    },
  });
}
