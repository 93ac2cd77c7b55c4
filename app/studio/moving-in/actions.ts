'use server';

import { randomUUID } from 'node:crypto';
import { refresh } from 'next/cache';
import { z } from 'zod';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { deleteUpload, findUpload } from '@/app/_lib/uploads/stored-upload';
import { ITEMS_MAX, movingIn } from '@/workers/moving-in/contract';
import { movingInSentence } from './sentences';

const { MoveIn, StopMove, RemoveArchives } = movingIn.commands;
const common = { aggregators: ['moving-in-pages'], sentence: movingInSentence };
const itemIds = z.array(z.uuid().toLowerCase()).max(ITEMS_MAX);
const now = () => new Date().toISOString();

/** Makes drafts of the ticked videos (`item`). */
export const moveIn = commandAction({
  ...common,
  fields: z.object({ readingId: hiddenId }),
  command: ({ readingId }, { userId }, form) => {
    const ids = itemIds.safeParse(form.getAll('item')).data;
    if (!ids) return rejected({}, INCOMPLETE);
    if (ids.length === 0) return rejected({}, movingInSentence({ reason: 'nothing-chosen' }));
    const command = MoveIn({ userId, moveId: randomUUID(), readingId, itemIds: ids, at: now() });
    return { stream: movingIn.commandStream(userId), command };
  },
});

/** Ends what has not come yet. */
export const stopMove = commandAction({
  ...common,
  fields: z.object({}),
  command: (_fields, { userId }) => ({
    stream: movingIn.commandStream(userId),
    command: StopMove({ userId, at: now() }),
  }),
});

/** Deletes the archives. */
export const removeArchives = commandAction({
  ...common,
  fields: z.object({}),
  command: (_fields, { userId }) => ({
    stream: movingIn.commandStream(userId),
    command: RemoveArchives({ userId, at: now() }),
  }),
});

/** Deletes an archive that has not arrived in full. */
export const discardArchive = userAction(z.object({ uploadId: z.string() }), async ({ uploadId }, { userId }) => {
  const upload = await findUpload(uploadId);
  if (upload?.ownerId === userId && upload.purpose === 'archive' && upload.received < upload.bytes)
    await deleteUpload(uploadId);
  refresh();
  return done();
});
