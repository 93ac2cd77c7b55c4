'use server';

import { z } from 'zod';
import { leaveFor } from '@/app/_lib/auth/elsewhere/leave';
import { ENTERED_TOO_LONG_AGO, enteredNow } from '@/app/_lib/auth/password-entered';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { identity } from '@/workers/identity/contract';

/** Begins to connect the user's account to their identity at the provider. */
export const connect = userAction('account', z.object({}), async (_, { userId }) =>
  (await enteredNow(userId))
    ? leaveFor({ next: '/account/connections', connectTo: userId })
    : rejected({}, ENTERED_TOO_LONG_AGO),
);

/** Disconnects the user's identity at the provider, which signs nobody in any more. */
export const disconnect = commandAction({
  permission: 'account',
  fields: z.object({ linkId: hiddenId }),
  aggregators: ['user-credentials'],
  async command({ linkId }, { userId }) {
    if (!(await enteredNow(userId))) return rejected({}, ENTERED_TOO_LONG_AGO);
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.UnlinkExternalIdentity({ userId, linkId }),
    };
  },
  sentence: () => UNAVAILABLE,
});
