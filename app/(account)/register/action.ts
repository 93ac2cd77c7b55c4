'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { newEmail } from '@/app/_lib/auth/email-field';
import { returnTo } from '@/app/_lib/auth/return-to';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { send } from '@/app/_lib/commands/send-command';
import { isProven, proofIn, UNPROVEN } from '@/app/_lib/limits/proof-of-work';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { showEmail } from '@/personal-data/address';
import { identity } from '@/workers/identity/contract';
import { accountToCome, requestRegistration } from './account-to-come';
import { needsInvitation } from './by-invitation';
import { keepKey } from './keep-key';
import { nextPage } from './next-page';

/**
 * Sends a link to register to an address. The work and the answer are the same for every address, whether an account has it
 * or not: the component decides that, and a mail tells it.
 */
export const requestLink = visitorAction(
  z.object({ email: newEmail, next: typedText }),
  async ({ email, next }, form) => {
    // The answer does not tell who is named in the environment, and can register.
    if (needsInvitation(email)) return done(showEmail(email));
    try {
      if (!(await isProven('register', proofIn(form)))) return rejected({}, UNPROVEN);
      const network = await thisNetwork();
      const full = await take(['registrations from a network', network], ['mails from a network', network]);
      if (full) return rejected({}, full.sentence);
      const token = randomUUID();
      const { userId, key } = accountToCome(token);
      await keepKey(userId, key);
      const addressId = await addressIdOf(email);
      await send(identity.commandStream(addressId), requestRegistration(token, { email, addressId }));
      await nextPage.keep({ next: returnTo(next) });
      return done(showEmail(email));
    } catch (error) {
      console.error('Could not send a link to register:', error);
      return rejected({}, 'That didn’t work just now. Try again in a moment.');
    }
  },
);
