import { ContractError, type CommandOf, type EventOf } from '@message-db/client';
import { addJob, removeJob, removeJobs, works, type JobsOf } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import type { Storage } from '@/storage/storage';
import { captioning } from '@/workers/captioning/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { movingIn, type Archive } from './contract';
import { moveItem } from './move-item';
import { withContents } from './read-contents';

/** Copying waits for the disk most of the time, and somebody's preview must not wait for another's ten gigabytes. */
const JOBS_AT_ONCE = 2;
const ofUser = ({ data: { userId } }: { data: { userId: string } }) => userId;
const outcome = ({ data }: { data: { itemId: string } }) => [removeJob('move', data.itemId)];

/** Archives are read before anything is moved: a job for each reading, and one for each chosen item. */
const JOBS: JobsOf<typeof movingIn, 'read' | 'move'> = {
  ReadingStarted: (event) => [
    addJob('read', { owner: ofUser(event), stage: 0, step: 0, cost: Math.max(1, event.data.archives.length) }),
  ],
  ContentsRead: () => [removeJob('read')],
  ItemsChosen: (event) =>
    event.data.items.map(({ itemId }) =>
      addJob('move', { key: itemId, owner: ofUser(event), stage: 1, step: 0, cost: 1 }),
    ),
  ItemMovedIn: outcome,
  ItemNotMovedIn: outcome,
  MoveStopped: ({ data }) => data.items.map(({ itemId }) => removeJob('move', itemId)),
  ArchivesRemoved: () => [removeJobs()],
  MovingInClosed: () => [removeJobs()],
};

type Past<Type extends EventOf<typeof movingIn>['type']> = Extract<EventOf<typeof movingIn>, { type: Type }>;

type Contents = Extract<CommandOf<typeof movingIn>, { type: 'RecordContents' }>['data'];

/** What was found. If a message cannot hold it, it could not later either, so the archives count as broken. */
export function recordContents(contents: Contents, archives: readonly Archive[], id: string) {
  const { RecordContents } = movingIn.commands;
  try {
    return RecordContents(contents, { id });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const problems = archives.map(({ fileName }) => ({ kind: 'broken-zip' as const, name: fileName }));
    return RecordContents({ ...contents, items: [], problems }, { id });
  }
}

/** Reads archives and moves items, as jobs that any number of processes share. */
export function movesIn(environment: Environment, storage: Storage) {
  return works({
    name: 'moving-in-jobs',
    follows: movingIn,
    // In this order, which is that of every transaction.
    writes: [videoPublishing.commandCategory, captioning.commandCategory, movingIn.commandCategory],
    slots: JOBS_AT_ONCE,
    jobs: JOBS,
    run: {
      async read({ event }, { signal }) {
        const { id, data } = event as Past<'ReadingStarted'>;
        const { userId, readingId } = data;
        const { items, problems } = await withContents(storage, data, signal, async (found) => found);
        const message = recordContents(
          { userId, readingId, items: items.map(({ item }) => item), problems: [...problems] },
          data.archives,
          uuidFrom('RecordContents', id),
        );
        return [{ streamName: movingIn.commandStream(userId), message }];
      },
      move: ({ event, key }, { signal }, { log }) =>
        moveItem({ environment, storage, signal, log }, event as Past<'ItemsChosen'>, key),
    },
  });
}
