import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';

const userId = z.uuid();
const exportId = z.uuid();
const time = z.iso.datetime();
const ofExport = z.object({ userId, exportId });

/** The file of an export can be downloaded for this many days. */
export const EXPORT_DAYS = 7;
/** The most exports that a person can ask for in 24 hours. */
export const EXPORTS_A_DAY_MAX = 3;

/** Why no export is made. The application has a sentence for each. */
const reason = z.enum(['in-progress', 'too-many', 'account-deleted']);
export type ExportReason = z.output<typeof reason>;

/** The folder of the storage with the files of exports. */
export const EXPORTS = 'exports';

/** Returns the name of the file of an export. */
export function exportFileName(id: string): string {
  return `${EXPORTS}/${id}.zip`;
}

/**
 * Exports: what the site has of a person, in a ZIP file that they can download for some days. An entity is what one person
 * asked for. There is one export of a person at a time.
 */
export const exporting = defineContract({
  category: 'exporting',
  commands: {
    /** From the person. Their earlier export is removed. */
    RequestExport: messageType('RequestExport', ofExport),
    /** The file is stored. Sent by the component's own job. */
    RecordExport: messageType('RecordExport', ofExport.extend({ bytes: z.int().positive() })),
    /** Sent by the component's own timer. */
    ExpireExport: messageType('ExpireExport', ofExport),
    /** The account is deleted. Sent by the component's own reaction. */
    CloseExports: messageType('CloseExports', z.object({ userId })),
  },
  events: {
    ExportRequested: messageType('ExportRequested', ofExport.extend({ requestedAt: time })),
    ExportRejected: messageType('ExportRejected', ofExport.extend({ reason })),
    ExportReady: messageType(
      'ExportReady',
      ofExport.extend({ bytes: z.int().positive(), readyAt: time, expiresAt: time }),
    ),
    /** Its file is deleted. */
    ExportRemoved: messageType('ExportRemoved', ofExport),
    /** The last event, but for the removal of a file that came too late. */
    ExportsClosed: messageType('ExportsClosed', z.object({ userId })),
  },
});
