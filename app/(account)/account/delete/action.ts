'use server';

import { randomUUID } from 'node:crypto';
import type { NewMessage } from '@message-db/client';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import type { CurrentUser } from '@/app/_lib/auth/current-user';
import { keyedUuid } from '@/app/_lib/auth/keyed';
import { recheckPassword } from '@/app/_lib/auth/recheck-password';
import { signOutForGood } from '@/app/_lib/auth/session';
import { userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, typedPassword } from '@/app/_lib/commands/form-fields';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { identity } from '@/workers/identity/contract';

const { RequestDeletion, CancelDeletion, DeleteAccount } = identity.commands;

const UNAVAILABLE = 'This couldn’t be saved just now, and nothing has changed. Try again in a moment.';

const withPassword = z.object({ password: typedPassword });

/** Has the account of the signed-in user, who must enter its password, deleted in some days. */
export const requestDeletion = userAction('account', withPassword, async ({ password }, user) => {
  const checked = await recheckPassword(user, password, { field: 'password', unavailable: UNAVAILABLE });
  if ('status' in checked) return checked;
  const failed = await send(user, RequestDeletion({ userId: user.userId, requestId: randomUUID() }));
  if (failed) return failed;
  await signOutForGood();
  return redirect('/account/deleted?later=yes');
});

/** Keeps the account of the signed-in user. */
export const keepAccount = userAction('account', z.object({ requestId: hiddenId }), async ({ requestId }, user) => {
  const { userId } = user;
  const failed = await send(user, CancelDeletion({ userId, requestId }));
  if (failed) return failed;
  // The bar above every page goes too.
  refresh();
  return redirect('/account?kept=yes');
});

/** Deletes the account of the signed-in user now, if they asked for it before, and enter its password again. */
export const deleteNow = userAction('account', withPassword, async ({ password }, user) => {
  const { userId, deleteAt } = user;
  if (deleteAt === null) return rejected({}, 'Your account stays. Reload the page.');
  const checked = await recheckPassword(user, password, { field: 'password', unavailable: UNAVAILABLE });
  if ('status' in checked) return checked;
  const failed = await send(user, DeleteAccount({ userId }, { id: keyedUuid('delete-account', userId) }));
  if (failed) return failed;
  await signOutForGood();
  return redirect('/account/deleted');
});

/** Sends a command to the user's account. @returns the answer of the form; null if it is done. */
async function send({ userId }: CurrentUser, command: NewMessage): Promise<Answer | null> {
  const outcome = await sendAndWait(identity.commandStream(userId), command, {
    userId,
    aggregators: ['user-credentials'],
  });
  if (outcome.status === 'rejected') return rejected({}, UNAVAILABLE);
  // Afterwards nobody is signed in, so the form does not ask for the outcome again.
  return outcome.status === 'done' ? null : { status: outcome.status, traceId: null };
}
