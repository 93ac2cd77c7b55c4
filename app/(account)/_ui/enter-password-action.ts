'use server';

import { z } from 'zod';
import { currentSession } from '@/app/_lib/auth/current-user';
import { passwordEntered } from '@/app/_lib/auth/password-entered';
import { recheckPassword } from '@/app/_lib/auth/recheck-password';
import { userAction } from '@/app/_lib/commands/form-action';
import { typedPassword, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';

/** Lets the user do for a while, on this browser, what takes the password once more. */
export const enterPassword = userAction(
  'account',
  z.object({ password: typedPassword }),
  async ({ password: typed }, user) => {
    const checked = await recheckPassword(user, typed, { field: 'password', unavailable: UNAVAILABLE });
    if ('status' in checked) return checked;
    const session = await currentSession();
    if (session?.userId !== user.userId) return rejected({}, UNAVAILABLE);
    const { sessionHash } = session;
    await passwordEntered.keep({ userId: user.userId, passwordId: checked.passwordId, sessionHash });
    return done(null);
  },
);
