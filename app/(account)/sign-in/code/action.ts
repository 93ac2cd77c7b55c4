'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { forgetPendingSignIn, pendingSignInHere } from '@/app/_lib/auth/pending-sign-in';
import { returnTo } from '@/app/_lib/auth/return-to';
import { checkSecondStep } from '@/app/_lib/auth/second-step';
import { beginSession } from '@/app/_lib/auth/session';
import { TOO_MANY_ATTEMPTS } from '@/app/_lib/auth/sign-in-limit';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';

const fields = z.object({
  code: typedText.pipe(z.string().trim().min(1, 'Enter the code that your app shows.')),
  next: typedText,
});

const SENTENCES = {
  wrong: 'This code is wrong, or was used already. Wait for the next one.',
  limited: TOO_MANY_ATTEMPTS,
  unavailable: 'You couldn’t be signed in just now. Try again in a moment.',
};

/** The second step of signing in, for accounts that have one. */
export const enterCode = visitorAction(fields, async ({ code, next }) => {
  const signedIn = await trySigningIn(code);
  if (signedIn === 'yes') redirect(returnTo(next));
  if (signedIn === 'too-late') redirect(`/sign-in?${new URLSearchParams({ next: returnTo(next) })}`);
  return rejected(
    signedIn === 'wrong' ? { code: SENTENCES.wrong } : {},
    signedIn === 'wrong' ? null : SENTENCES[signedIn],
  );
});

async function trySigningIn(code: string): Promise<'yes' | 'too-late' | keyof typeof SENTENCES> {
  try {
    const pending = await pendingSignInHere();
    if (!pending) return 'too-late';
    const { pendingUserId: userId, passwordId, address } = pending;
    const checked = await checkSecondStep({ userId, address }, code);
    if (typeof checked === 'string') return checked;
    await beginSession({ userId, passwordId, ...checked });
    await forgetPendingSignIn();
    return 'yes';
  } catch (error) {
    console.error('Could not sign in:', error);
    return 'unavailable';
  }
}
