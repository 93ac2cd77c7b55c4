import { rm } from 'node:fs/promises';
import type { MessageStore } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import type { Environment } from '@/environment';
import { identity } from '@/workers/identity/contract';
import { reacts } from '@message-db/runtime';
import { uploadId, videoPublishing } from './contract';
import { deleteSource } from './processing/delete-files';

const { UnpublishVideo, CancelScheduledPublication } = videoPublishing.commands;

/** An uploaded file. Its ids become file names, so they are validated. */
const upload = z.object({ videoId: z.uuid(), uploadId });
type Upload = z.output<typeof upload>;

/**
 * Follows identity's `AccountDeleted`: unpublishes the person's videos, cancels their schedules, and deletes their
 * files.
 */
export function withdraws(environment: Environment) {
  return reacts({
    name: 'video-publishing-withdrawal',
    category: identity.category,
    writes: [videoPublishing.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId } }, { host, send }) {
        const uploads = await uploadsOf(host.store, userId);
        for (const videoId of new Set(uploads.map((each) => each.videoId))) {
          for (const command of [UnpublishVideo, CancelScheduledPublication]) {
            const message = command({ videoId, userId }, { id: uuidFrom(`${command.type} ${videoId}`, id) });
            await send({ streamName: videoPublishing.commandStream(videoId), message });
          }
        }
        await deleteFiles(environment, uploads);
        return [];
      },
    },
  });
}

/** All uploads of a person. Scans the category, which is fast enough for something so rare. */
async function uploadsOf({ pool }: MessageStore, userId: string): Promise<Upload[]> {
  const { rows } = await pool.query<{ data: unknown }>(
    `SELECT data FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = 'VideoUploaded' AND data->>'ownerId' = $2
     ORDER BY global_position`,
    [videoPublishing.category, userId],
  );
  return rows.flatMap(({ data }) => upload.safeParse(data).data ?? []);
}

/** Deletes sources first, so that processing that is under way fails and makes no more media. */
async function deleteFiles(environment: Environment, uploads: readonly Upload[]): Promise<void> {
  for (const { uploadId: name } of uploads) await deleteSource(environment, name);
  for (const { videoId } of uploads)
    await rm(environment.dataPath('media', videoId), { recursive: true, force: true, maxRetries: 5 });
}
