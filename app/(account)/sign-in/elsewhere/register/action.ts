'use server';

import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { arrivedIdentity } from '@/app/_lib/auth/elsewhere/cookies';
import { keyedUuid } from '@/app/_lib/auth/keyed';
import { returnTo } from '@/app/_lib/auth/return-to';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { rejected } from '@/app/_lib/commands/form-state';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { hashOfToken } from '@/text/hash-of-token';
import { BY_INVITATION, needsInvitation } from '../../../register/by-invitation';
import { accountToCome } from '../../../register/account-to-come';
import { chosenFields } from '../../../register/finish/fields';
import { keepKey } from '../../../register/keep-key';
import { openAccount } from '../../../register/open-account';

const fields = z.object(chosenFields);

/** Opens an account for somebody who comes from the provider, which has proved their address; connects the two, and signs in. */
export const registerElsewhere = visitorAction(fields, async (chosen) => {
  const arrived = await arrivedIdentity.read();
  if (!arrived) return rejected({}, 'That took too long. Go back to sign in, and begin again.');
  if (needsInvitation(arrived.email)) return rejected({}, BY_INVITATION);
  const full = await take(['registrations from a network', await thisNetwork()]);
  if (full) return rejected({}, full.sentence);
  const { token, email, externalId, issuer, next } = arrived;
  return openAccount(token, chosen, {
    async link() {
      const { userId, key } = accountToCome(token);
      // Without it, what the messages hold of the person could not be decrypted.
      if (!(await keepKey(userId, key))) return null;
      return { email, addressId: await addressIdOf(email), tokenHash: hashOfToken(token) };
    },
    external: { externalId, issuer, linkId: keyedUuid('link to an identity', token) },
    next: returnTo(next),
    forget: () => arrivedIdentity.forget(),
  });
});
