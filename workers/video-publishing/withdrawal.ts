import { readdir, readFile, rm } from 'node:fs/promises';
import type { MessageStore } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import type { Environment } from '@/environment';
import { identity } from '@/workers/identity/contract';
import { reacts } from '@message-db/runtime';
import { uploadId, videoPublishing } from './contract';
import { deleteSource } from './processing/delete-files';

const { UnpublishVideo, CancelScheduledPublication } = videoPublishing.commands;

/** A video of a person, with its file if that has arrived. The ids become file names, so they are validated. */
const ownVideo = z.object({ videoId: z.uuid(), uploadId: uploadId.optional() });
type OwnVideo = z.output<typeof ownVideo>;

/** What the application notes beside the bytes of an upload, from its beginning on. */
const note = z.object({ metadata: z.object({ ownerId: z.string() }) });

/**
 * Follows identity's `AccountDeleted`: unpublishes the person's videos, cancels their schedules, and deletes their
 * files, also those that have not arrived in full.
 */
export function withdraws(environment: Environment) {
  return reacts({
    name: 'video-publishing-withdrawal',
    category: identity.category,
    writes: [videoPublishing.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId } }, { host, send }) {
        const videos = await videosOf(host.store, userId);
        for (const videoId of new Set(videos.map((each) => each.videoId))) {
          for (const command of [UnpublishVideo, CancelScheduledPublication]) {
            const message = command({ videoId, userId }, { id: uuidFrom(`${command.type} ${videoId}`, id) });
            await send({ streamName: videoPublishing.commandStream(videoId), message });
          }
        }
        await deleteFiles(environment, videos);
        for (const name of await unfinishedUploadsOf(environment, userId)) await deleteSource(environment, name);
        return [];
      },
    },
  });
}

/** All videos and files of a person. Scans the category, which is fast enough for something so rare. */
async function videosOf({ pool }: MessageStore, userId: string): Promise<OwnVideo[]> {
  const { rows } = await pool.query<{ data: unknown }>(
    `SELECT data FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type IN ('VideoDrafted', 'VideoUploaded')
       AND data->>'ownerId' = $2
     ORDER BY global_position`,
    [videoPublishing.category, userId],
  );
  return rows.flatMap(({ data }) => ownVideo.safeParse(data).data ?? []);
}

/** Deletes sources first, so that processing that is under way fails and makes no more media. */
async function deleteFiles(environment: Environment, videos: readonly OwnVideo[]): Promise<void> {
  for (const { uploadId: name } of videos) if (name !== undefined) await deleteSource(environment, name);
  for (const { videoId } of videos)
    await rm(environment.dataPath('media', videoId), { recursive: true, force: true, maxRetries: 5 });
}

/** The ids of a person's uploads whose bytes are here and that are in no event. */
async function unfinishedUploadsOf({ dataPath }: Environment, userId: string): Promise<string[]> {
  const names = await readdir(dataPath('uploads')).catch(() => []);
  const ids = names.map((name) => name.replace(/\.json$/, '')).filter((name) => uploadId.safeParse(name).success);
  const own = [];
  for (const id of new Set(ids)) {
    const text = await readFile(dataPath('uploads', `${id}.json`), 'utf8').catch(() => '{}');
    if (ownerOf(text) === userId) own.push(id);
  }
  return own;
}

function ownerOf(text: string): string | null {
  try {
    return note.safeParse(JSON.parse(text)).data?.metadata.ownerId ?? null;
  } catch {
    return null;
  }
}
