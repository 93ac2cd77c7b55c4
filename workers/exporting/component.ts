import type { EventOf } from '@message-db/client';
import {
  addJob,
  cancelTimer,
  decides,
  reacts,
  removeJob,
  schedules,
  setTimer,
  works,
  type Component,
} from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import { openStorage } from '@/storage/open';
import type { Storage } from '@/storage/storage';
import { identity, readPerson } from '@/workers/identity/contract';
import { discardMail, sendEmail, sendTo } from '@/workers/send-email/contract';
import { contentsOf } from './contents/contents';
import { exportFileName, exporting } from './contract';
import { exportMail, exportMailIds } from './export-mail';
import { exportsDecider } from './exports';
import { storeExport } from './store-export';

type Past<Type extends EventOf<typeof exporting>['type']> = Extract<EventOf<typeof exporting>, { type: Type }>;

/** Makes files of what the site has of a person, tells them by mail, and deletes the files in time. */
export function makeExporting(environment: Environment): Component {
  const storage = openStorage(environment, 'worker');
  const { siteUrl } = environment;
  return {
    name: 'exporting',
    subscriptions: [
      decides(exporting, exportsDecider),
      makesExports(storage, siteUrl),
      expires(),
      deletesFiles(storage),
      mails(siteUrl),
      endsWithAccounts(),
    ],
  };
}

/** Makes the file of each export, as a job. */
function makesExports(storage: Storage, siteUrl: string) {
  return works({
    name: 'exporting-jobs',
    follows: exporting,
    writes: [exporting.commandCategory],
    slots: 1,
    jobs: {
      ExportRequested: ({ data: { userId, exportId } }) => [
        addJob('export', { key: exportId, owner: userId, stage: 0, step: 0, cost: 1 }),
      ],
      ExportReady: ({ data: { exportId } }) => [removeJob('export', exportId)],
      ExportRemoved: ({ data: { exportId } }) => [removeJob('export', exportId)],
    },
    run: {
      async export({ event }, { signal }, { store }) {
        const { id, data } = event as Past<'ExportRequested'>;
        const { userId, exportId } = data;
        const bytes = await storeExport(storage, exportId, contentsOf(store, userId, siteUrl), signal);
        const message = exporting.commands.RecordExport(
          { userId, exportId, bytes },
          { id: uuidFrom('RecordExport', id) },
        );
        return [{ streamName: exporting.commandStream(userId), message }];
      },
    },
  });
}

/** Sets a timer for the end of each export. */
function expires() {
  return schedules({
    name: 'exporting-timers',
    follows: exporting,
    sends: exporting,
    timers: {
      ExportReady: ({ data: { userId, exportId, expiresAt } }) =>
        setTimer(exportId, {
          at: expiresAt,
          streamName: exporting.commandStream(userId),
          message: exporting.commands.ExpireExport({ userId, exportId }),
        }),
      ExportRemoved: ({ data: { exportId } }) => cancelTimer(exportId),
    },
  });
}

/** Follows the component's own events: deletes the files of exports that were removed. */
function deletesFiles(storage: Storage) {
  return reacts({
    name: 'exporting-files',
    category: exporting.category,
    writes: [],
    read: exporting.readEvent,
    handlers: {
      async ExportRemoved({ data: { exportId } }) {
        await storage.delete(exportFileName(exportId));
        return [];
      },
    },
  });
}

/** Follows the component's own events: tells a person that their export is ready. */
function mails(siteUrl: string) {
  return reacts({
    name: 'exporting-mails',
    category: exporting.category,
    writes: [sendEmail.commandCategory],
    read: exporting.readEvent,
    handlers: {
      async ExportReady({ id, data: { userId } }, { host }) {
        const person = await readPerson(host.store, userId);
        return person ? [sendTo(person, exportMailIds(id), exportMail(person, siteUrl))] : [];
      },
    },
  });
}

/** Follows identity's `AccountDeleted`: removes the person's export, and the mails about it that wait to be sent. */
function endsWithAccounts() {
  return reacts({
    name: 'exporting-accounts',
    category: identity.category,
    writes: [exporting.commandCategory, sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId } }, { host }) {
        const stream = exporting.stream(userId);
        const events = (await host.store.readStreams([stream])).get(stream) ?? [];
        const close = exporting.commands.CloseExports({ userId }, { id: uuidFrom('CloseExports', id) });
        return [
          { streamName: exporting.commandStream(userId), message: close },
          ...events
            .filter(({ type }) => type === 'ExportReady')
            .map((event) => discardMail(exportMailIds(event.id).emailId, id)),
        ];
      },
    },
  });
}
