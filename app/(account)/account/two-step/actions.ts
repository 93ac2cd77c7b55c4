'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { currentSession } from '@/app/_lib/auth/current-user';
import { recheckPassword } from '@/app/_lib/auth/recheck-password';
import { authenticatorOf, recoveryCodesOf, timeStepOf } from '@/app/_lib/auth/second-factor';
import { twoStepSetUp } from '@/app/_lib/auth/two-step-set-up';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE, typedPassword, typedText, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { identity } from '@/workers/identity/contract';

/** Begins to set up an authenticator app, which the page then shows on this browser. */
export const beginSetUp = userAction(
  'account',
  z.object({ password: typedPassword }),
  async ({ password: typed }, user) => {
    const checked = await recheckPassword(user, typed, { field: 'password', unavailable: UNAVAILABLE });
    if ('status' in checked) return checked;
    await twoStepSetUp.keep({ userId: user.userId, authenticatorId: randomUUID() });
    return done(null);
  },
);

/** Switches two-step sign-in on, with an app that shows the right code. */
export const enableAuthenticator = commandAction({
  permission: 'account',
  fields: z.object({ code: typedText.pipe(z.string().trim().min(1, 'Enter the code that your app shows.')) }),
  aggregators: ['user-credentials'],
  async command({ code }, { userId }) {
    const [setUp, session] = [await twoStepSetUp.read(), await currentSession()];
    if (setUp?.userId !== userId || session?.userId !== userId)
      return rejected({}, 'That took too long. Reload the page and begin again.');
    const { authenticatorId } = setUp;
    const timeStep = timeStepOf(userId, authenticatorId, code);
    if (timeStep === null)
      return rejected({
        code: 'That code isn’t right. Enter the one that your app shows now. If this happens again, check the clock of its device.',
      });
    const { sessionHash } = session;
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.EnableAuthenticator({ userId, authenticatorId, timeStep, sessionHash }),
    };
  },
  sentence: () => UNAVAILABLE,
});

/** Switches two-step sign-in off, or shows the recovery codes that are left: they are the note of the answer, with spaces. */
export const disableOrShowCodes = commandAction({
  permission: 'account',
  fields: z.object({
    authenticatorId: hiddenId,
    change: z.enum(['show', 'disable'], INCOMPLETE),
    password: typedPassword,
  }),
  aggregators: ['user-credentials'],
  async command({ authenticatorId, change, password: typed }, user) {
    const { userId } = user;
    const checked = await recheckPassword(user, typed, { field: 'password', unavailable: UNAVAILABLE });
    if ('status' in checked) return checked;
    if (change === 'show') {
      const app = await authenticatorOf(userId);
      const codes = app?.isEnabled ? recoveryCodesOf(userId, app.authenticatorId) : [];
      return done(codes.filter((_, index) => !app!.usedRecoveryCodes.includes(index + 1)).join(' '));
    }
    await twoStepSetUp.forget();
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.DisableAuthenticator({ userId, authenticatorId }),
    };
  },
  sentence: () => UNAVAILABLE,
});
