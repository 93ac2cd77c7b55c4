'use server';

import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { identity, type ReasonOf } from '@/workers/identity/contract';

const WRONG_LINK = 'This link doesn’t belong to your account. Check that you opened the whole link from the email.';

const SENTENCES: Record<ReasonOf<'EmailConfirmationRejected'> | 'unavailable', string> = {
  'no-such-account': WRONG_LINK,
  'wrong-token': WRONG_LINK,
  unavailable: 'Your address couldn’t be confirmed just now. Try again in a moment.',
};

/** Confirms the address of the account in the link. The user must have both the mail and the account. */
export const confirm = commandAction({
  fields: z.object({ user: hiddenId, token: hiddenId }),
  aggregators: ['user-credentials'],
  command: ({ user, token }, { userId }) =>
    user === userId
      ? {
          stream: identity.commandStream(userId),
          command: identity.commands.ConfirmEmail({ userId, confirmationToken: token }),
        }
      : rejected({}, WRONG_LINK),
  sentence: ({ reason }) =>
    Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as keyof typeof SENTENCES] : WRONG_LINK,
});
