'use server';

import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { checkCredentials } from '@/app/_lib/auth/check-credentials';
import { arrivedIdentity } from '@/app/_lib/auth/elsewhere/cookies';
import { linkIdentity } from '@/app/_lib/auth/elsewhere/link-identity';
import { connectionsPage } from '@/app/_lib/auth/elsewhere/problems';
import { keyedUuid } from '@/app/_lib/auth/keyed';
import { pendingSignIn } from '@/app/_lib/auth/pending-sign-in';
import { returnTo } from '@/app/_lib/auth/return-to';
import { authenticatorOf } from '@/app/_lib/auth/second-factor';
import { beginSession } from '@/app/_lib/auth/session';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedPassword } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { LIMITS } from '@/app/_lib/limits/limits';
import { showEmail } from '@/personal-data/address';

const SENTENCES = {
  limited: LIMITS['wrong passwords for an address'].sentence,
  // This form sends no proof of work: it takes a way through the provider.
  unproven: LIMITS['wrong passwords for an address'].sentence,
  late: 'That took too long. Go back to sign in, and begin again.',
  unavailable: 'You couldn’t be signed in just now. Try again in a moment.',
};

/** Connects the identity with which somebody has come to the account of its address, with the account's password, and signs in. */
export const connectAccount = visitorAction(z.object({ password: typedPassword }), async ({ password }) => {
  const result = await tryConnecting(password);
  if (typeof result === 'object') redirect(result.to);
  return result === 'wrong' ? rejected({ password: 'That password is wrong.' }) : rejected({}, SENTENCES[result]);
});

async function tryConnecting(password: string): Promise<{ to: Route } | 'wrong' | keyof typeof SENTENCES> {
  try {
    const arrived = await arrivedIdentity.read();
    if (!arrived) return 'late';
    const { email, externalId, issuer, token } = arrived;
    const next = returnTo(arrived.next);
    const checked = await checkCredentials(email, password);
    if (typeof checked === 'string') return checked;
    const { userId, passwordId } = checked;
    const link = { externalId, issuer, linkId: keyedUuid('link to an identity', token, passwordId) };
    await arrivedIdentity.forget();
    if ((await authenticatorOf(userId))?.isEnabled) {
      await pendingSignIn.keep({ userId, passwordId, email: showEmail(email), link });
      return { to: `/sign-in/code?${new URLSearchParams({ next })}` as Route };
    }
    await beginSession({ userId, passwordId });
    const problem = await linkIdentity({ userId, passwordId, ...link });
    // They are signed in, in any case.
    return { to: problem === null || problem === 'pending' ? next : connectionsPage(problem) };
  } catch (error) {
    console.error('Could not connect an account:', error);
    return 'unavailable';
  }
}
