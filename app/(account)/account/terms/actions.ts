'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { returnTo } from '@/app/_lib/auth/return-to';
import { userAction } from '@/app/_lib/commands/form-action';
import { typedText, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { environment } from '@/app/_lib/environment';
import { identity } from '@/workers/identity/contract';

/** Accepts the terms that the page has shown, and goes on. */
export const acceptTerms = userAction(
  'account',
  z.object({ terms: typedText, next: typedText }),
  async ({ terms, next }, { userId }) => {
    if (terms === '') return rejected({ terms: 'Accept the terms, or delete your account.' });
    if (terms !== environment.terms?.version)
      return rejected({}, 'The terms changed meanwhile. Reload the page to read them.');
    const command = identity.commands.AcceptTerms({ userId, termsVersion: terms });
    const outcome = await sendAndWait(identity.commandStream(userId), command, {
      userId,
      aggregators: ['user-credentials'],
    });
    if (outcome.status === 'rejected') return rejected({}, UNAVAILABLE);
    if (outcome.status !== 'done') return { status: outcome.status, traceId: outcome.traceId };
    // The bar above every page goes too.
    refresh();
    redirect(returnTo(next, '/account'));
  },
);
