'use server';

import { z } from 'zod';
import { recheckPassword } from '@/app/_lib/auth/recheck-password';
import { authenticatorOf, nextAuthenticatorId, recoveryCodesOf, timeStepOf } from '@/app/_lib/auth/second-factor';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE, typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { identity } from '@/workers/identity/contract';

const UNAVAILABLE = 'This couldn’t be changed just now. Try again in a moment.';
const password = typedText.pipe(z.string().min(1, 'Enter your password.'));

/** Switches two-step sign-in on, with an app that shows the right code. */
export const enableAuthenticator = commandAction({
  fields: z.object({
    authenticatorId: hiddenId,
    code: typedText.pipe(z.string().trim().min(1, 'Enter the code that your app shows.')),
    password,
  }),
  aggregators: ['user-credentials'],
  async command({ authenticatorId, code, password: typed }, user) {
    const { userId } = user;
    const last = await authenticatorOf(userId);
    if (authenticatorId !== nextAuthenticatorId(userId, last))
      return rejected({}, 'Two-step sign-in was changed on another page. Reload this one.');
    const timeStep = timeStepOf(userId, authenticatorId, code);
    if (timeStep === null)
      return rejected({
        code: 'Your app shows another code now. Check the clock of its device if this happens again.',
      });
    const checked = await recheckPassword(user, typed, { field: 'password', unavailable: UNAVAILABLE });
    if ('status' in checked) return checked;
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.EnableAuthenticator({ userId, authenticatorId, timeStep }),
    };
  },
  sentence: () => UNAVAILABLE,
});

/** Shows the recovery codes that are left, or switches two-step sign-in off. */
export const changeAuthenticator = commandAction({
  fields: z.object({ authenticatorId: hiddenId, change: z.enum(['show', 'disable'], INCOMPLETE), password }),
  aggregators: ['user-credentials'],
  async command({ authenticatorId, change, password: typed }, user) {
    const { userId } = user;
    const checked = await recheckPassword(user, typed, { field: 'password', unavailable: UNAVAILABLE });
    if ('status' in checked) return checked;
    const app = await authenticatorOf(userId);
    if (change === 'show') {
      const codes = app?.isEnabled ? recoveryCodesOf(userId, app.authenticatorId) : [];
      return done(codes.filter((_, index) => !app!.usedRecoveryCodes.includes(index + 1)).join(' '));
    }
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.DisableAuthenticator({ userId, authenticatorId }),
    };
  },
  sentence: () => UNAVAILABLE,
});
