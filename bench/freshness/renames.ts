import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { announceMessages, createMessageStore, createPool } from '@message-db/client';
import { roleOf } from '@/roles';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { nameOf, type Change } from './board';
import type { Job } from './job';
import type { Renaming } from './listeners';

const PAUSE_MS = 20;
const TIMEOUT_MS = 60_000;

/**
 * Renames the last video by commands, one after the other, through its component and the aggregators of both views. The
 * next command is sent when both have announced the last, so that an announcement is of a known change.
 * @returns the number of renamings.
 */
export async function renamesOneByOne(job: Job, listeners: Worker, isOver: () => boolean): Promise<number> {
  const pool = createPool({ connectionString: job.databaseUrl, role: roleOf('application') });
  const store = createMessageStore(pool);
  const video = job.videoIds.length - 1;
  const [videoId, userId] = [job.videoIds[video]!, job.ownerIds[job.owners[video]!]!];
  let count = 0;
  while (!isOver()) {
    count += 1;
    // Higher than the numbers of the names before.
    const number = job.after + count;
    const ready = messageOf<'ready'>(listeners, (message) => message === 'ready');
    listeners.postMessage({ video, topic: `video:${videoId}`, number } satisfies Renaming);
    await ready;
    const views = new Set<string>();
    const shown = messageOf<{ shown: Change }>(listeners, ({ shown: change }) => {
      if (change?.number === number) views.add(change.view);
      return views.size === 2;
    });
    const command = videoPublishing.commands.EditDetails({ videoId, userId, name: nameOf(video, number) });
    await store.write(videoPublishing.commandStream(videoId), {
      ...command,
      metadata: { ...command.metadata, traceId: command.id },
    });
    await announceMessages(pool, [videoPublishing.commandCategory]);
    await shown;
    await delay(Math.random() * PAUSE_MS);
  }
  await pool.end();
  return count;
}

/** Resolves at the first message of a thread that is expected. */
export function messageOf<Message>(worker: Worker, isExpected: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      worker.off('message', take);
      reject(new Error('void: a thread did not report in time'));
    }, TIMEOUT_MS);
    const take = (message: Message) => {
      if (!isExpected(message)) return;
      clearTimeout(timer);
      worker.off('message', take);
      resolve(message);
    };
    worker.on('message', take);
  });
}
