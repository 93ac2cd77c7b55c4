'use server';

import { z } from 'zod';
import { leaveFor } from '@/app/_lib/auth/elsewhere/leave';
import { enteredNow } from '@/app/_lib/auth/password-entered';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { identity } from '@/workers/identity/contract';

const TOO_LATE = 'That took too long. Reload the page and enter your password again.';

/** Begins to connect the user's account to their identity at the provider. */
export const connect = userAction('account', z.object({}), async (_, { userId }) =>
  (await enteredNow())?.userId === userId
    ? leaveFor({ next: '/account/connections', connectTo: userId })
    : rejected({}, TOO_LATE),
);

/** Disconnects the user's identity at the provider, which signs nobody in any more. */
export const disconnect = commandAction({
  permission: 'account',
  fields: z.object({ linkId: hiddenId }),
  aggregators: ['user-credentials'],
  async command({ linkId }, { userId }) {
    if ((await enteredNow())?.userId !== userId) return rejected({}, TOO_LATE);
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.UnlinkExternalIdentity({ userId, linkId }),
    };
  },
  sentence: () => UNAVAILABLE,
});
