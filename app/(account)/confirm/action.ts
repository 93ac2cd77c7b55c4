'use server';

import { z } from 'zod';
import { addressLinkOf, addressToken } from '@/app/_lib/auth/address-link';
import { encryptFor } from '@/app/_lib/auth/encrypt-for';
import { commandAction } from '@/app/_lib/commands/form-action';
import { rejected } from '@/app/_lib/commands/form-state';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { identity, type ReasonOf } from '@/workers/identity/contract';
import { LINK_FIELD } from '../_ui/link-field';

const ENDED = 'This link doesn’t work any more.';
const UNAVAILABLE = 'Your address couldn’t be confirmed just now. Try again in a moment.';

const SENTENCES: Record<ReasonOf<'AddressChangeRejected'>, string> = {
  'address-taken': 'Another account has this address by now.',
  'link-ended': ENDED,
  'too-many': UNAVAILABLE,
  'account-deleted': UNAVAILABLE,
};

/** Makes the address of the link the user's. They must have both the mail and the account. */
export const confirm = commandAction({
  permission: 'account',
  fields: z.object({ token: addressToken }),
  aggregators: ['user-credentials'],
  async command({ token }, { userId }) {
    const full = await take(['links opened from a network', await thisNetwork()]);
    if (full) return rejected({}, full.sentence);
    const link = await addressLinkOf(userId, token);
    if (!link) return rejected({ [LINK_FIELD]: ENDED });
    const { addressId, email, tokenHash } = link;
    const encrypted = await encryptFor(userId, { email });
    return {
      stream: identity.commandStream(addressId),
      command: identity.commands.ConfirmAddressChange({ userId, addressId, tokenHash, ...encrypted }),
    };
  },
  sentence: ({ reason }) =>
    Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as keyof typeof SENTENCES] : UNAVAILABLE,
});
