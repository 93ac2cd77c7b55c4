'use server';

import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { send } from '@/app/_lib/commands/send-command';
import { isProven, proofIn, UNPROVEN } from '@/app/_lib/limits/proof-of-work';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
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
export const requestLink = visitorAction(fields, async ({ email }, form) => {
  try {
    if (!(await isProven('forgot', proofIn(form)))) return rejected({}, UNPROVEN);
    const network = await thisNetwork();
    const full = await take(['password links from a network', network], ['mails from a network', network]);
    if (full) return rejected({}, full.sentence);
    const addressId = await addressIdOf(email);
    await send(identity.commandStream(addressId), identity.commands.RequestPasswordReset({ addressId }));
    return done(showEmail(email));
  } catch (error) {
    console.error('Could not request a link to choose a password:', error);
    return rejected({}, 'That didn’t work just now. Try again in a moment.');
  }
});
