'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { countForNetwork, isNetworkLimited, TOO_MANY_FROM_NETWORK } from '@/app/_lib/auth/network-limits';
import { checkPasskey } from '@/app/_lib/auth/passkeys';
import { returnTo } from '@/app/_lib/auth/return-to';
import { beginSession } from '@/app/_lib/auth/session';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { INCOMPLETE, typedText } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';

const fields = z.object({ passkey: z.string(INCOMPLETE).max(20_000, INCOMPLETE), next: typedText });

const SENTENCES = {
  wrong:
    'That passkey doesn’t sign in here. It may have been removed from its account. If this page was open for long, reload it.',
  limited: TOO_MANY_FROM_NETWORK,
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
    if (await isNetworkLimited('wrong passwords')) return 'limited';
    const checked = await checkPasskey(said);
    if (!checked) {
      await countForNetwork('wrong passwords');
      return 'wrong';
    }
    await beginSession(checked);
    return 'yes';
  } catch (error) {
    console.error('Could not sign in with a passkey:', error);
    return 'unavailable';
  }
}
