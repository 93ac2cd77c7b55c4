'use server';

import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { countForNetwork, isNetworkLimited, TOO_MANY_FROM_NETWORK } from '@/app/_lib/auth/network-limits';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { send } from '@/app/_lib/commands/send-command';
import { isEmailAddress, normaliseEmail, showEmail } from '@/personal-data/address';
import { identity } from '@/workers/identity/contract';

const fields = z.object({
  email: typedText
    .transform(normaliseEmail)
    .pipe(
      z.string().min(1, 'Enter your email address.').refine(isEmailAddress, 'Enter an address like name@example.com.'),
    ),
});

/**
 * Asks for a link to choose a new password. The work and the answer are the same for every address, whether an account has
 * it or not: the component decides that, and a mail tells it.
 */
export const requestLink = visitorAction(fields, async ({ email }) => {
  if (await isNetworkLimited('links for passwords')) return rejected({}, TOO_MANY_FROM_NETWORK);
  await countForNetwork('links for passwords');
  try {
    const addressId = await addressIdOf(email);
    await send(identity.commandStream(addressId), identity.commands.RequestPasswordReset({ addressId }));
    return done(showEmail(email));
  } catch (error) {
    console.error('Could not request a link to choose a password:', error);
    return rejected({}, 'That didn’t work just now. Try again in a moment.');
  }
});
