'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { checkCredentials } from '@/app/_lib/auth/credentials';
import { keyedUuid } from '@/app/_lib/auth/keyed';
import { forThisPage, type FormState } from '@/app/_lib/commands/page-action';
import { sendCommand } from '@/app/_lib/commands/send-command';
import { leaveBrowser, requireUser } from '@/app/_lib/auth/session';
import { identity } from '@/workers/identity/contract';

export interface DeleteState {
  errors: { password?: string };
  /** What is wrong, where it is not the field's fault. */
  problem?: string;
  /** The wish is saved, but not fulfilled yet. */
  status?: 'queued' | 'parked';
}

const UNAVAILABLE = 'Your account couldn’t be deleted just now, and nothing has changed. Try again in a moment.';

/** Deletes the account of whoever is signed in and knows its password. */
export async function deleteAccount(_before: unknown, form: FormData): Promise<FormState<DeleteState>> {
  return forThisPage<DeleteState>(form, { errors: {} }, () => deletePerson(form));
}

async function deletePerson(form: FormData): Promise<DeleteState> {
  const { userId, email } = await requireUser('/account/delete');
  const password = z.string().catch('').parse(form.get('password'));
  if (password === '') return { errors: { password: 'Enter your password.' } };
  const checked = await checkCredentials(email, password).catch((error: unknown) => {
    console.error('Could not check a password:', error);
    return null;
  });
  if (checked === 'wrong') return { errors: { password: 'That password is wrong.' } };
  if (checked === 'limited') return { errors: {}, problem: 'Too many wrong passwords. Try again in 15 minutes.' };
  if (checked?.userId !== userId) return { errors: {}, problem: UNAVAILABLE };

  const command = identity.commands.DeleteAccount({ userId }, { id: keyedUuid('delete-account', userId) });
  const outcome = await sendCommand(identity.commandStream(userId), command, { userId, views: ['user-credentials'] });
  if (outcome.status === 'rejected') return { errors: {}, problem: UNAVAILABLE };
  if (outcome.status !== 'done') return { errors: {}, status: outcome.status };
  await leaveBrowser();
  return redirect('/account/deleted');
}
