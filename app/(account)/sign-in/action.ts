'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { checkCredentials } from '@/app/_lib/auth/check-credentials';
import { pendingSignIn } from '@/app/_lib/auth/pending-sign-in';
import { returnTo } from '@/app/_lib/auth/return-to';
import { authenticatorOf } from '@/app/_lib/auth/second-factor';
import { beginSession } from '@/app/_lib/auth/session';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { LIMITS } from '@/app/_lib/limits/limits';
import { proofIn, UNPROVEN } from '@/app/_lib/limits/proof-of-work';
import { normaliseEmail, showEmail } from '@/personal-data/address';
import { typedPassword, typedText } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';

const fields = z.object({
  email: typedText.pipe(z.string().trim().min(1, 'Enter your email address.')),
  password: typedPassword,
  next: typedText,
});

const SENTENCES = {
  wrong: 'Wrong email address or password.',
  limited: LIMITS['wrong passwords for an address'].sentence,
  unproven: UNPROVEN,
  unavailable: 'You couldn’t be signed in just now. Try again in a moment.',
};

/**
 * Signs in and redirects. The answer is the same for an unknown address and for a wrong password.
 * `app/_lib/auth/session.ts` lists the steps.
 */
export const signIn = visitorAction(fields, async ({ email, password, next }, form) => {
  const signedIn = await trySigningIn(email, password, proofIn(form));
  if (signedIn === 'yes') redirect(returnTo(next));
  if (signedIn === 'needs-code') redirect(`/sign-in/code?${new URLSearchParams({ next: returnTo(next) })}`);
  return rejected({}, SENTENCES[signedIn]);
});

async function trySigningIn(
  email: string,
  password: string,
  proof: unknown,
): Promise<'yes' | 'needs-code' | keyof typeof SENTENCES> {
  try {
    const checked = await checkCredentials(email, password, proof);
    if (typeof checked === 'string') return checked;
    const { userId, passwordId } = checked;
    if ((await authenticatorOf(userId))?.isEnabled) {
      await pendingSignIn.keep({ userId, passwordId, email: showEmail(normaliseEmail(email)) });
      return 'needs-code';
    }
    await beginSession({ userId, passwordId });
    return 'yes';
  } catch (error) {
    console.error('Could not sign in:', error);
    return 'unavailable';
  }
}
