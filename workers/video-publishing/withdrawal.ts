import type { MessageStore } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import type { Storage } from '@/storage/storage';
import { deleteUnfinishedUploadsBy, deleteUploadsOf } from '@/storage/uploads';
import { identity } from '@/workers/identity/contract';
import { reacts } from '@message-db/runtime';
import { videoPublishing } from './contract';

const { CancelSchedule, DeleteVideo, DeleteForEver } = videoPublishing.commands;

/**
 * Follows identity. `AccountDeleted` deletes the person's videos, and does not keep them in the trash. Their uploads that have
 * not arrived in full are deleted too, also those to the videos of others. A creator whose role is withdrawn keeps their
 * videos, and what they have scheduled is not published.
 */
export function withdraws(storage: Storage) {
  return reacts({
    name: 'video-publishing-withdrawal',
    category: identity.category,
    writes: [videoPublishing.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId, deletedAt } }, { host, send }) {
        for (const videoId of await videosBegunBy(host.store, userId)) {
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
      async RoleWithdrawn({ id, data: { userId, role } }, { host }) {
        const videoIds = role === 'creator' ? await videosBegunBy(host.store, userId) : [];
        return videoIds.map((videoId) => ({
          streamName: videoPublishing.commandStream(videoId),
          message: CancelSchedule({ videoId, userId }, { id: uuidFrom(`CancelSchedule ${videoId}`, id) }),
        }));
      },
    },
  });
}

/** All videos of a person. */
export function videosOf(store: MessageStore, userId: string): Promise<string[]> {
  return videosIn(store, videoPublishing.category, ['VideoDrafted', 'VideoUploaded'], userId);
}

/** All videos of a person, and those that commands still in the queue begin: what is sent to these is decided after them. */
export async function videosBegunBy(store: MessageStore, userId: string): Promise<string[]> {
  const begins = ['DraftVideo', 'DuplicateVideo', 'ProcessVideo'];
  const begun = await videosIn(store, videoPublishing.commandCategory, begins, userId);
  return [...new Set([...(await videosOf(store, userId)), ...begun])].sort();
}

/** Scans a category, which is fast enough for something so rare. */
async function videosIn({ pool }: MessageStore, category: string, types: string[], ownerId: string): Promise<string[]> {
  const { rows } = await pool.query<{ videoId: unknown }>(
    `SELECT DISTINCT data->>'videoId' AS "videoId" FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = ANY($2) AND data->>'ownerId' = $3
     ORDER BY 1`,
    [category, types, ownerId],
  );
  return rows.flatMap(({ videoId }) => z.uuid().safeParse(videoId).data ?? []);
}
