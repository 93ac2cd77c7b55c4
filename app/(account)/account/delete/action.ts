'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { keyedUuid } from '@/app/_lib/auth/keyed';
import { recheckPassword } from '@/app/_lib/auth/recheck-password';
import { signOutForGood } from '@/app/_lib/auth/session';
import { userAction } from '@/app/_lib/commands/form-action';
import { typedPassword } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { identity } from '@/workers/identity/contract';

const UNAVAILABLE = 'Your account couldn’t be deleted just now, and nothing has changed. Try again in a moment.';

const fields = z.object({ password: typedPassword });

/** Deletes the account of the signed-in user, who must enter its password. */
export const deleteAccount = userAction('account', fields, async ({ password }, user) => {
  const checked = await recheckPassword(user, password, { field: 'password', unavailable: UNAVAILABLE });
  if ('status' in checked) return checked;
  const { userId } = user;
  const command = identity.commands.DeleteAccount({ userId }, { id: keyedUuid('delete-account', userId) });
  const outcome = await sendAndWait(identity.commandStream(userId), command, {
    userId,
    aggregators: ['user-credentials'],
  });
  if (outcome.status === 'rejected') return rejected({}, UNAVAILABLE);
  // After a deletion nobody is signed in, so the form does not ask for the outcome again.
  if (outcome.status !== 'done') return { status: outcome.status, traceId: null };
  await signOutForGood();
  return redirect('/account/deleted');
});
