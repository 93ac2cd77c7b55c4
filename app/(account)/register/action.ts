'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { newEmail } from '@/app/_lib/auth/email-field';
import { countForNetwork, isNetworkLimited, TOO_MANY_FROM_NETWORK } from '@/app/_lib/auth/network-limits';
import { returnTo } from '@/app/_lib/auth/return-to';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { send } from '@/app/_lib/commands/send-command';
import { environment } from '@/app/_lib/environment';
import { showEmail } from '@/personal-data/address';
import { identity } from '@/workers/identity/contract';
import { accountToCome, requestRegistration } from './account-to-come';
import { BY_INVITATION } from './by-invitation';
import { keepKey } from './keep-key';
import { nextPage } from './next-page';

/**
 * Sends a link to register to an address. The work and the answer are the same for every address, whether an account has it
 * or not: the component decides that, and a mail tells it.
 */
export const requestLink = visitorAction(z.object({ email: newEmail, next: typedText }), async ({ email, next }) => {
  if (environment.REGISTRATION === 'invitation') return rejected({}, BY_INVITATION);
  if (await isNetworkLimited('registrations')) return rejected({}, TOO_MANY_FROM_NETWORK);
  await countForNetwork('registrations');
  try {
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
});
