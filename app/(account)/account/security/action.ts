'use server';

import { z } from 'zod';
import { currentSession } from '@/app/_lib/auth/current-user';
import { rememberBrowser } from '@/app/_lib/auth/known-browser';
import { newPasswordOf } from '@/app/_lib/auth/new-password';
import { passwordError } from '@/app/_lib/auth/password-rules';
import { recheckPassword } from '@/app/_lib/auth/recheck-password';
import { forgetTries } from '@/app/_lib/auth/wrong-tries';
import { commandAction } from '@/app/_lib/commands/form-action';
import { typedText, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { identity, type ReasonOf } from '@/workers/identity/contract';

const SENTENCES: Record<ReasonOf<'PasswordChangeRejected'>, string> = {
  'no-such-account': UNAVAILABLE,
  'password-changed': 'Your password was just changed on another page. Enter that one.',
  'session-ended': 'This browser was signed out meanwhile. Sign in again.',
};
const sentence = ({ reason }: { reason: string }) =>
  Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as keyof typeof SENTENCES] : UNAVAILABLE;

const fields = z.object({
  currentPassword: typedText.pipe(z.string().min(1, 'Enter your current password.')),
  newPassword: typedText,
});

/** Changes the user's password, which must be entered once more, and ends the sessions of other browsers. */
export const changePassword = commandAction({
  permission: 'account',
  fields,
  aggregators: ['user-credentials'],
  async command({ currentPassword, newPassword }, user) {
    const { userId, email, name } = user;
    const isSame = newPassword === currentPassword;
    const error = isSame
      ? 'That is the current password. Choose another one.'
      : await passwordError(newPassword, { email, name });
    if (error !== null) return rejected({ newPassword: error });
    const checked = await recheckPassword(user, currentPassword, {
      field: 'currentPassword',
      unavailable: UNAVAILABLE,
    });
    if ('status' in checked) return checked;
    const session = await currentSession();
    if (session?.userId !== userId) return rejected({}, UNAVAILABLE);
    const password = await newPasswordOf(userId, newPassword);
    await forgetTries({ userId, email });
    await rememberBrowser(userId, password.passwordId);
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.ChangePassword({
        ...password,
        currentPasswordId: checked.passwordId,
        sessionHash: session.sessionHash,
      }),
    };
  },
  sentence,
});
