import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { announceMessages, createMessageStore, createPool, type EventOf, type NewMessage } from '@message-db/client';
import { readEnvironment, type Environment } from '@/environment';
import { roleOf } from '@/workers/runtime/src/base/contract';
import { startWorker, type Worker } from '@/workers/runtime/src/process/host';
import { createLog } from '@/workers/runtime/src/base/log';
import { LONGEST_WAIT_MS } from '@/workers/runtime/src/testing/limits';
import { makeVideoPublishing } from '../component';
import { videoPublishing } from '../contract';

export type VideoEvent = EventOf<typeof videoPublishing>;
export interface Uploaded {
  videoId: string;
  uploadId: string;
  ownerId: string;
}

/**
 * A site with a database and a data folder of its own, and the component under test.
 * @param database of `createTestDatabase()`.
 */
export async function openSite(
  database: { url: string; drop(): Promise<void> },
  settings: Record<string, string> = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'video-publishing-'));
  const variables = {
    NODE_ENV: 'test' as const,
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    ...settings,
  };
  const environment = readEnvironment(variables);
  await mkdir(environment.dataPath('uploads'), { recursive: true });
  const pool = createPool({ connectionString: database.url });
  const store = createMessageStore(pool);

  const eventsOf = async (videoId: string): Promise<VideoEvent[]> =>
    (await store.readBatch(videoPublishing.stream(videoId))).map((message) => videoPublishing.readEvent(message));

  return {
    environment,
    variables,
    store,
    eventsOf,
    dataDir,
    startWorker: () => startComponent(environment),

    async send(videoId: string, command: NewMessage) {
      await store.write(videoPublishing.commandStream(videoId), command);
      await announceMessages(pool, [videoPublishing.commandCategory]);
    },

    /**
     * Lets two hours pass, as far as timers can tell: however busy the machine is, none is due before the test says so.
     * No worker may run meanwhile, as it knows when the next is due.
     */
    letTimePass: () => pool.query(`UPDATE runtime.timer SET due_at = due_at - interval '2 hours'`),

    /** Puts a file where uploads are and asks for its processing, as the application does. */
    async upload(path: string, video: { videoId?: string; ownerId?: string } = {}): Promise<Uploaded> {
      const { videoId = randomUUID(), ownerId = randomUUID() } = video;
      const uploadId = randomUUID();
      await copyFile(path, environment.dataPath('uploads', uploadId));
      const data = {
        videoId,
        ownerId,
        uploadId,
        fileName: basename(path),
        bytes: (await stat(path)).size,
        uploadedAt: new Date().toISOString(),
      };
      await this.send(videoId, videoPublishing.commands.ProcessVideo(data));
      return { videoId, uploadId, ownerId };
    },

    /** Waits until a video's events satisfy a condition. */
    async until(videoId: string, holds: (events: VideoEvent[]) => boolean): Promise<VideoEvent[]> {
      return waitFor(`events of ${videoId}`, async () => {
        const events = await eventsOf(videoId);
        return holds(events) ? events : null;
      });
    },

    async close() {
      await pool.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function startComponent(environment: Environment): Worker {
  const { name, subscriptions } = makeVideoPublishing();
  return startWorker({ environment, name, role: roleOf(name), subscriptions, log: createLog(name, environment) });
}

/** Processing is over, one way or the other. */
export function isOver(events: readonly VideoEvent[]): boolean {
  return events.some(({ type }) => type === 'VideoProcessed' || type === 'VideoPublishingFailed');
}

/** Asks again and again until there is an answer. */
export async function waitFor<Answer>(
  what: string,
  ask: () => Promise<Answer | null> | Answer | null,
): Promise<Answer> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await delay(25);
  }
}
