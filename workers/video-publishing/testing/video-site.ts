import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { announceMessages, createMessageStore, createPool, type EventOf, type NewMessage } from '@message-db/client';
import { readEnvironment, type Environment } from '@/environment';
import { roleOf } from '@/roles';
import { settingsOf } from '@/workers/run';
import { startWorker, type Worker, createLog } from '@message-db/runtime';
import { LONGEST_WAIT_MS } from '@message-db/runtime/testing';
import { makeVideoPublishing } from '../component';
import { videoPublishing } from '../contract';

export type VideoEvent = EventOf<typeof videoPublishing>;
export interface Uploaded {
  videoId: string;
  uploadId: string;
  ownerId: string;
}

export interface Processed extends Uploaded {
  readonly events: readonly VideoEvent[];
  /** The folder of its media. */
  readonly media: string;
}

/**
 * Opens a site with its own database and data folder, for the component under test.
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

  const readEvents = async (videoId: string): Promise<VideoEvent[]> =>
    (await store.readBatch(videoPublishing.stream(videoId))).map((message) => videoPublishing.readEvent(message));
  /** Without stills, which are made beside everything else and come at any time. */
  const eventsOf = async (videoId: string) => (await readEvents(videoId)).filter(({ type }) => type !== 'StillsMade');

  return {
    environment,
    variables,
    pool,
    store,
    eventsOf,
    dataDir,
    startWorker: () => startComponent(environment),

    async send(videoId: string, command: NewMessage) {
      await store.write(videoPublishing.commandStream(videoId), command);
      await announceMessages(pool, [videoPublishing.commandCategory]);
    },

    /**
     * Moves all timers two hours ahead, so that a test decides when they are due. No worker may run meanwhile, because
     * it remembers when the next timer is due.
     */
    makeTimersDue: () => pool.query(`UPDATE runtime.timer SET due_at = due_at - interval '2 hours'`),

    /** Copies a file to the uploads and sends `ProcessVideo`, as the application does. */
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

    /** Waits until a video's events satisfy a condition. @returns them. */
    async until(videoId: string, holds: (events: VideoEvent[]) => boolean): Promise<VideoEvent[]> {
      return waitFor(`events of ${videoId}`, async () => {
        const events = await eventsOf(videoId);
        return holds(events) ? events : null;
      });
    },

    /** Waits until the stills of a video are made. @returns what its event says. */
    async stillsOf(videoId: string) {
      return waitFor(`stills of ${videoId}`, async () => dataOf(await readEvents(videoId), 'StillsMade')[0] ?? null);
    },

    /** Uploads a file and waits until it is processed. */
    async process(path: string): Promise<Processed> {
      const uploaded = await this.upload(path);
      const events = await this.until(uploaded.videoId, isProcessed);
      return { ...uploaded, events, media: environment.dataPath('media', uploaded.videoId, uploaded.uploadId) };
    },

    async close() {
      await pool.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function startComponent(environment: Environment): Worker {
  const component = makeVideoPublishing(environment);
  return startWorker({
    ...settingsOf(environment, roleOf(component.name)),
    ...component,
    log: createLog(component.name, environment.LOG_LEVEL),
  });
}

/** Returns the ids of the ffmpeg processes that work in a media folder, as the jobs have recorded them. */
export async function ffmpegsIn(media: string): Promise<number[]> {
  const work = join(media, '.work');
  const names = (await readdir(work).catch(() => [])).filter((name) => name.endsWith('.process'));
  const texts = await Promise.all(names.map((name) => readFile(join(work, name), 'utf8').catch(() => '')));
  return texts.filter((text) => text !== '').map(Number);
}

/** Returns whether a job is writing a rendition of this quality. */
export async function isEncoding(media: string, quality: number): Promise<boolean> {
  const work = join(media, '.work');
  const attempts = (await readdir(work).catch(() => [])).filter((name) => name.startsWith(`${quality}.`));
  return attempts.some((name) => existsSync(join(work, name, 'init.mp4')));
}

/** Returns whether processing has ended, with success or failure. */
export function isProcessed(events: readonly VideoEvent[]): boolean {
  return events.some(({ type }) => type === 'VideoProcessed' || type === 'VideoPublishingFailed');
}

/** Returns the types of events, without those of progress, whose number varies. */
export function stepsOf(events: readonly VideoEvent[]): string[] {
  return events.map(({ type }) => type).filter((type) => type !== 'ProcessingProgressed');
}

type DataOf<Type extends VideoEvent['type']> = Extract<VideoEvent, { type: Type }>['data'];

/** Returns the data of the events of one type. */
export function dataOf<Type extends VideoEvent['type']>(events: readonly VideoEvent[], type: Type): DataOf<Type>[] {
  return events.filter((event) => event.type === type).map(({ data }) => data as DataOf<Type>);
}

/** Polls until there is an answer. @throws after LONGEST_WAIT_MS. */
export async function waitFor<Answer>(
  what: string,
  ask: () => Promise<Answer | null> | Answer | null,
): Promise<Answer> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`Timed out waiting for ${what}`);
    await delay(25);
  }
}
