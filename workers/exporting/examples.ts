import type { ExamplesOf } from '@message-db/runtime/testing';
import { exporting } from './contract';

/** Ada asks for her data, and deletes her account days later. */
const { commands, events } = exporting;

const userId = '00000000-0000-4000-8000-00000000000a';
const exportId = '80000000-0000-4000-8000-000000000001';
const own = { userId, exportId };

export const examples = {
  commands: {
    RequestExport: commands.RequestExport(own),
    RecordExport: commands.RecordExport({ ...own, bytes: 4_000 }),
    ExpireExport: commands.ExpireExport(own),
    CloseExports: commands.CloseExports({ userId }),
  },
  events: {
    ExportRequested: events.ExportRequested({ ...own, requestedAt: '2026-11-21T10:00:00.000Z' }),
    ExportRejected: events.ExportRejected({ ...own, reason: 'in-progress' }),
    ExportReady: events.ExportReady({
      ...{ ...own, bytes: 4_000 },
      ...{ readyAt: '2026-11-21T10:01:00.000Z', expiresAt: '2026-11-28T10:01:00.000Z' },
    }),
    ExportRemoved: events.ExportRemoved(own),
    ExportsClosed: events.ExportsClosed({ userId }),
  },
} satisfies ExamplesOf<typeof exporting>;
