import { ContractError, type CommandOf, type EventOf } from '@message-db/client';
import { addJob, removeJob, removeJobs, works, type JobsOf } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import type { Storage } from '@/storage/storage';
import { captioning } from '@/workers/captioning/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { importing, type Archive } from './contract';
import { importItem } from './import-item';
import { shareContents } from './open-contents';

/** More than one, because jobs mostly wait for the disk, and a scan must not wait for somebody else's ten gigabytes. */
const JOBS_AT_ONCE = 2;
const ofUser = ({ data: { userId } }: { data: { userId: string } }) => userId;
const outcome = ({ data }: { data: { itemId: string } }) => [removeJob('import', data.itemId)];

/** A job for each scan, and one for each chosen item. Scans go before imports. */
const JOBS: JobsOf<typeof importing, 'scan' | 'import'> = {
  ScanStarted: (event) => [
    addJob('scan', { owner: ofUser(event), stage: 0, step: 0, cost: Math.max(1, event.data.archives.length) }),
  ],
  ScanCompleted: () => [removeJob('scan')],
  ItemsChosen: (event) =>
    event.data.items.map(({ itemId }) =>
      addJob('import', { key: itemId, owner: ofUser(event), stage: 1, step: 0, cost: 1 }),
    ),
  ItemImported: outcome,
  ItemImportFailed: outcome,
  ImportStopped: ({ data }) => data.items.map(({ itemId }) => removeJob('import', itemId)),
  ArchivesRemoved: () => [removeJobs()],
  ImportingClosed: () => [removeJobs()],
};

type Past<Type extends EventOf<typeof importing>['type']> = Extract<EventOf<typeof importing>, { type: Type }>;

type Scan = Extract<CommandOf<typeof importing>, { type: 'RecordScan' }>['data'];

/** Returns the result of a scan as a command. If no message can hold it, the archives count as broken. */
export function recordScan(scan: Scan, archives: readonly Archive[], id: string) {
  const { RecordScan } = importing.commands;
  try {
    return RecordScan(scan, { id });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const problems = archives.map(({ fileName }) => ({ kind: 'broken-zip' as const, name: fileName }));
    return RecordScan({ ...scan, items: [], problems }, { id });
  }
}

/** Scans archives and imports items, as jobs that any number of processes share. */
export function importsItems(environment: Environment, storage: Storage) {
  const withContents = shareContents(storage);
  return works({
    name: 'importing-jobs',
    follows: importing,
    // In the order in which every transaction locks them.
    writes: [videoPublishing.commandCategory, captioning.commandCategory, importing.commandCategory],
    slots: JOBS_AT_ONCE,
    jobs: JOBS,
    run: {
      async scan({ event }, { signal }) {
        const { id, data } = event as Past<'ScanStarted'>;
        const { userId, scanId } = data;
        const { items, problems } = await withContents(data, signal, async ({ found }) => found);
        const message = recordScan(
          { userId, scanId, items: items.map(({ item }) => item), problems: [...problems] },
          data.archives,
          uuidFrom('RecordScan', id),
        );
        return [{ streamName: importing.commandStream(userId), message }];
      },
      import: ({ event, key }, { signal }, { log }) =>
        importItem({ environment, storage, withContents, signal, log }, event as Past<'ItemsChosen'>, key),
    },
  });
}
