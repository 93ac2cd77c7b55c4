'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { forThisPage, type FormState } from '@/app/_lib/commands/page-action';
import { sendCommand } from '@/app/_lib/commands/send-command';
import { currentUser } from '@/app/_lib/auth/session';
import { identity } from '@/workers/identity/contract';

export type ConfirmState = 'asked' | 'confirmed' | 'queued' | 'parked' | 'wrong-link' | 'unavailable';

const link = z.object({ userId: z.uuid().toLowerCase(), confirmationToken: z.uuid().toLowerCase() });

/** Confirms the address of the account that the link names, for whoever has both the mail and the account. */
export async function confirm(_before: unknown, form: FormData): Promise<FormState<ConfirmState>> {
  return forThisPage<ConfirmState>(form, 'asked', () => confirmAddress(form));
}

async function confirmAddress(form: FormData): Promise<ConfirmState> {
  const given = link.safeParse({ userId: form.get('user'), confirmationToken: form.get('token') });
  if (!given.success) return 'wrong-link';
  const { userId } = given.data;
  if ((await currentUser())?.userId !== userId) return 'wrong-link';
  const outcome = await sendCommand(identity.commandStream(userId), identity.commands.ConfirmEmail(given.data), {
    userId,
    views: ['user-credentials'],
  });
  if (outcome.status === 'queued' || outcome.status === 'parked') return outcome.status;
  if (outcome.status === 'done') {
    // The rest of the page knows it too: it no longer asks for the confirmation.
    refresh();
    return 'confirmed';
  }
  return outcome.rejection.reason === 'unavailable' ? 'unavailable' : 'wrong-link';
}
