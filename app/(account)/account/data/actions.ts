'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ENTERED_TOO_LONG_AGO, enteredNow } from '@/app/_lib/auth/password-entered';
import { commandAction } from '@/app/_lib/commands/form-action';
import { UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { EXPORTS_A_DAY_MAX, exporting, type ExportReason } from '@/workers/exporting/contract';

const SENTENCES: Record<ExportReason, string> = {
  'in-progress': 'It is being made already. We’ll mail you when it’s ready.',
  'too-many': `You can ask for your data ${EXPORTS_A_DAY_MAX} times a day. Try again tomorrow.`,
  'account-deleted': UNAVAILABLE,
};

/** Has an archive made of all that the site has of the user, who has entered their password lately. */
export const requestExport = commandAction({
  permission: 'account',
  fields: z.object({}),
  aggregators: ['user-credentials'],
  async command(_, { userId }) {
    if (!(await enteredNow(userId))) return rejected({}, ENTERED_TOO_LONG_AGO);
    return {
      stream: exporting.commandStream(userId),
      command: exporting.commands.RequestExport({ userId, exportId: randomUUID() }),
    };
  },
  sentence: ({ reason }) =>
    Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as keyof typeof SENTENCES] : UNAVAILABLE,
});
