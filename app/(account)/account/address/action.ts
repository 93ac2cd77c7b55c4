'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { newEmail } from '@/app/_lib/auth/email-field';
import { encryptFor } from '@/app/_lib/auth/encrypt-for';
import { recheckPassword } from '@/app/_lib/auth/recheck-password';
import { userAction } from '@/app/_lib/commands/form-action';
import { typedText, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { send } from '@/app/_lib/commands/send-command';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { showEmail } from '@/personal-data/address';
import { hashOfToken } from '@/text/hash-of-token';
import { identity } from '@/workers/identity/contract';

const fields = z.object({
  email: newEmail,
  currentPassword: typedText.pipe(z.string().min(1, 'Enter your current password.')),
});

/**
 * Sends a link to the address that the user wants to have. The work and the answer are the same for every address, whether an
 * account has it or not. The password must be entered once more.
 */
export const requestAddressChange = userAction('account', fields, async ({ email, currentPassword }, user) => {
  if (email === user.email && user.emailConfirmed) return rejected({ email: 'That is your address already.' });
  const checked = await recheckPassword(user, currentPassword, { field: 'currentPassword', unavailable: UNAVAILABLE });
  if ('status' in checked) return checked;
  try {
    const network = await thisNetwork();
    const full = await take(['address changes from a network', network], ['mails from a network', network]);
    if (full) return rejected({}, full.sentence);
    const token = randomUUID();
    const addressId = await addressIdOf(email);
    const command = identity.commands.RequestAddressChange({
      userId: user.userId,
      addressId,
      tokenHash: hashOfToken(token),
      ...(await encryptFor(user.userId, { email, token })),
    });
    await send(identity.commandStream(addressId), command);
    return done(showEmail(email));
  } catch (error) {
    console.error('Could not send a link to another address:', error);
    return rejected({}, UNAVAILABLE);
  }
});
