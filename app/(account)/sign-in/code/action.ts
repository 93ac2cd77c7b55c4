'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { linkIdentity } from '@/app/_lib/auth/elsewhere/link-identity';
import { PENDING_SIGN_IN_MINUTES, pendingSignIn } from '@/app/_lib/auth/pending-sign-in';
import { returnTo } from '@/app/_lib/auth/return-to';
import { checkSecondStep } from '@/app/_lib/auth/second-step';
import { beginSession } from '@/app/_lib/auth/session';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { LIMITS } from '@/app/_lib/limits/limits';

const fields = z.object({
  code: typedText.pipe(z.string().trim().min(1, 'Enter the code that your app shows.')),
  next: typedText,
});

const SENTENCES = {
  wrong: 'This code is wrong, or was used. Enter the next code of your app, or another recovery code.',
  limited: LIMITS['wrong codes for an account'].sentence,
  late: `That took more than ${PENDING_SIGN_IN_MINUTES} minutes. Go back, and enter your password again.`,
  unavailable: 'You couldn’t be signed in just now. Try again in a moment.',
};

/** The second step of signing in, for accounts that have one. */
export const enterCode = visitorAction(fields, async ({ code, next }) => {
  const signedIn = await trySigningIn(code);
  if (signedIn === 'yes') redirect(returnTo(next));
  const sentence = SENTENCES[signedIn];
  return signedIn === 'wrong' ? rejected({ code: sentence }) : rejected({}, sentence);
});

async function trySigningIn(code: string): Promise<'yes' | keyof typeof SENTENCES> {
  try {
    const pending = await pendingSignIn.read();
    if (!pending) return 'late';
    const { userId, passwordId, externalId, link } = pending;
    const checked = await checkSecondStep(userId, code);
    if (typeof checked === 'string') return checked;
    await beginSession({ userId, passwordId, externalId, ...checked });
    if (link && passwordId !== undefined) await linkIdentity({ userId, passwordId, ...link });
    return 'yes';
  } catch (error) {
    console.error('Could not sign in:', error);
    return 'unavailable';
  }
}
