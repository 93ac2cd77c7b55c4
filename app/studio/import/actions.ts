'use server';

import { randomUUID } from 'node:crypto';
import { refresh } from 'next/cache';
import { z } from 'zod';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { deleteUpload, findUpload } from '@/app/_lib/uploads/stored-upload';
import { ITEMS_MAX, importing } from '@/workers/importing/contract';
import { uploadId as uploadIdSchema } from '@/workers/video-publishing/contract';
import { importSentence } from './sentences';

const { ImportItems, StopImport, RemoveArchive, RemoveArchives } = importing.commands;
const common = { aggregators: ['import-page'], sentence: importSentence };
const itemIds = z.array(z.uuid().toLowerCase()).max(ITEMS_MAX);
const now = () => new Date().toISOString();

/** Imports the ticked videos (`item`) as drafts. */
export const importItems = commandAction({
  permission: 'creator',
  ...common,
  fields: z.object({ scanId: hiddenId }),
  command: ({ scanId }, { userId }, form) => {
    const ids = itemIds.safeParse(form.getAll('item')).data;
    if (!ids) return rejected({}, INCOMPLETE);
    if (ids.length === 0) return rejected({}, importSentence({ reason: 'nothing-chosen' }));
    const command = ImportItems({ userId, importId: randomUUID(), scanId, itemIds: ids, at: now() });
    return { stream: importing.commandStream(userId), command };
  },
});

/** Stops the imports that are not finished. */
export const stopImport = commandAction({
  permission: 'member',
  ...common,
  fields: z.object({}),
  command: (_fields, { userId }) => ({
    stream: importing.commandStream(userId),
    command: StopImport({ userId, at: now() }),
  }),
});

/** Deletes the archives. */
export const removeArchives = commandAction({
  permission: 'member',
  ...common,
  fields: z.object({}),
  command: (_fields, { userId }) => ({
    stream: importing.commandStream(userId),
    command: RemoveArchives({ userId, at: now() }),
  }),
});

/** Deletes one archive. The component knows whose it is. */
export const removeArchive = commandAction({
  permission: 'member',
  ...common,
  fields: z.object({ uploadId: uploadIdSchema.catch('') }),
  command: (fields, { userId }) => {
    if (fields.uploadId === '') return rejected({}, INCOMPLETE);
    return { stream: importing.commandStream(userId), command: RemoveArchive({ userId, ...fields, at: now() }) };
  },
});

/** Deletes an archive whose upload is not finished. */
export const discardArchive = userAction(
  'member',
  z.object({ uploadId: z.string() }),
  async ({ uploadId }, { userId }) => {
    const upload = await findUpload(uploadId);
    if (upload?.ownerId === userId && upload.purpose === 'archive' && upload.received < upload.bytes)
      await deleteUpload(uploadId);
    refresh();
    return done();
  },
);
