import type { MessageStore } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import type { Storage } from '@/storage/storage';
import { deleteUnfinishedUploadsBy, deleteUploadsOf } from '@/storage/uploads';
import { identity } from '@/workers/identity/contract';
import { reacts } from '@message-db/runtime';
import { videoPublishing } from './contract';

const { DeleteVideo, DeleteForEver } = videoPublishing.commands;

/**
 * Follows identity's `AccountDeleted`: deletes the person's videos, and does not keep them in the trash. Their uploads
 * that have not arrived in full are deleted too, also those to the videos of others.
 */
export function withdraws(storage: Storage) {
  return reacts({
    name: 'video-publishing-withdrawal',
    category: identity.category,
    writes: [videoPublishing.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId, deletedAt } }, { host, send }) {
        for (const videoId of await videosOf(host.store, userId)) {
          const streamName = videoPublishing.commandStream(videoId);
          const idOf = (type: string) => ({ id: uuidFrom(`${type} ${videoId}`, id) });
          const deletion = DeleteVideo({ videoId, userId, requestedAt: deletedAt }, idOf('DeleteVideo'));
          await send({ streamName, message: deletion });
          await send({ streamName, message: DeleteForEver({ videoId, userId }, idOf('DeleteForEver')) });
        }
        await deleteUploadsOf(storage, ({ ownerId }) => ownerId === userId);
        await deleteUnfinishedUploadsBy(storage, userId);
        return [];
      },
    },
  });
}

/** All videos of a person. Scans the category, which is fast enough for something so rare. */
export async function videosOf({ pool }: MessageStore, userId: string): Promise<string[]> {
  const { rows } = await pool.query<{ videoId: unknown }>(
    `SELECT DISTINCT data->>'videoId' AS "videoId" FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type IN ('VideoDrafted', 'VideoUploaded')
       AND data->>'ownerId' = $2
     ORDER BY 1`,
    [videoPublishing.category, userId],
  );
  return rows.flatMap(({ videoId }) => z.uuid().safeParse(videoId).data ?? []);
}
