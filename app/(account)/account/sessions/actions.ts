'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { currentSession } from '@/app/_lib/auth/current-user';
import { forgetBrowser } from '@/app/_lib/auth/known-browser';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { INCOMPLETE, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { identity } from '@/workers/identity/contract';

/** Ends one session of the user. */
export const endOneSession = commandAction({
  permission: 'account',
  fields: z.object({ sessionHash: z.string(INCOMPLETE).regex(/^[0-9a-f]{64}$/, INCOMPLETE) }),
  aggregators: ['user-credentials'],
  command: ({ sessionHash }, { userId }) => ({
    stream: identity.commandStream(userId),
    command: identity.commands.SignOut({ userId, sessionHash }),
  }),
  sentence: () => UNAVAILABLE,
});

/** Ends the mark of this browser as a known one. The session goes on. */
export const forgetThisBrowser = userAction('account', z.object({}), async () => {
  await forgetBrowser();
  refresh();
  return done();
});

/** Ends the sessions of all browsers of the user but this one. */
export const signOutElsewhere = commandAction({
  permission: 'account',
  fields: z.object({}),
  aggregators: ['user-credentials'],
  async command(_, { userId }) {
    const session = await currentSession();
    if (session?.userId !== userId) return rejected({}, UNAVAILABLE);
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.SignOutElsewhere({ userId, sessionHash: session.sessionHash }),
    };
  },
  sentence: () => UNAVAILABLE,
});
