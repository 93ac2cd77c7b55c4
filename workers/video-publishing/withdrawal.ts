import { v5 as uuidFrom } from 'uuid';
import type { MessageStore } from '@message-db/client';
import { identity } from '@/workers/identity/contract';
import { reacts } from '@/workers/runtime/reacts';
import { videoPublishing } from './contract';

const { UnpublishVideo, CancelScheduledPublication } = videoPublishing.commands;

/** Follows identity's `AccountDeleted`: takes back what its owner has published, and what was to be. */
export function withdraws() {
  return reacts({
    name: 'video-publishing-withdrawal',
    category: identity.category,
    writes: [videoPublishing.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId } }, { host }) {
        const videoIds = await videosOf(host.store, userId);
        return videoIds.flatMap((videoId) =>
          [UnpublishVideo, CancelScheduledPublication].map((command) => ({
            streamName: videoPublishing.commandStream(videoId),
            message: command({ videoId, userId }, { id: uuidFrom(`${command.type} ${videoId}`, id) }),
          })),
        );
      },
    },
  });
}

/** All videos that somebody has ever uploaded. Reads through the category, which for so rare an occasion is good enough. */
async function videosOf({ pool }: MessageStore, userId: string): Promise<string[]> {
  const { rows } = await pool.query<{ videoId: string }>(
    `SELECT DISTINCT data->>'videoId' AS "videoId" FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = 'VideoUploaded' AND data->>'ownerId' = $2
     ORDER BY "videoId"`,
    [videoPublishing.category, userId],
  );
  return rows.map(({ videoId }) => videoId);
}
