'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { checkPasskey } from '@/app/_lib/auth/passkeys';
import { returnTo } from '@/app/_lib/auth/return-to';
import { beginSession } from '@/app/_lib/auth/session';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { INCOMPLETE, typedText } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { LIMITS } from '@/app/_lib/limits/limits';
import { giveBack, take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';

const fields = z.object({ passkey: z.string(INCOMPLETE).max(20_000, INCOMPLETE), next: typedText });

const SENTENCES = {
  wrong:
    'That passkey doesn’t sign in here. It may have been removed from its account. If this page was open for long, reload it.',
  limited: LIMITS['wrong passkeys from a network'].sentence,
  unavailable: 'You couldn’t be signed in just now. Try again in a moment.',
};

/** Signs in with a passkey, in place of the password and the second step, and redirects. */
export const signInWithPasskey = visitorAction(fields, async ({ passkey, next }) => {
  const signedIn = await trySigningIn(passkey);
  if (signedIn === 'yes') redirect(returnTo(next));
  // The next try needs a challenge of its own.
  refresh();
  return rejected({}, SENTENCES[signedIn]);
});

async function trySigningIn(said: string): Promise<'yes' | keyof typeof SENTENCES> {
  try {
    const ofNetwork = ['wrong passkeys from a network', await thisNetwork()] as const;
    if (await take(ofNetwork)) return 'limited';
    const checked = await checkPasskey(said);
    if (!checked) return 'wrong';
    await giveBack(ofNetwork);
    await beginSession(checked);
    return 'yes';
  } catch (error) {
    console.error('Could not sign in with a passkey:', error);
    return 'unavailable';
  }
}
