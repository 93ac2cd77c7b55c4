'use server';

import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { identity, type ReasonOf } from '@/workers/identity/contract';

const UNAVAILABLE = 'The email couldn’t be sent just now. Try again in a moment.';
const SENTENCES: Record<ReasonOf<'ConfirmationRequestRejected'>, string> = {
  'no-such-account': UNAVAILABLE,
  'too-many': 'It was sent several times already. Look in the spam folder, or try again in an hour.',
};

/** Sends the user the mail that confirms their address again. */
export const resendConfirmation = commandAction({
  fields: z.object({}),
  aggregators: [],
  command: (_, { userId }) => ({
    stream: identity.commandStream(userId),
    command: identity.commands.RequestConfirmation({ userId }),
  }),
  sentence: ({ reason }) =>
    Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as keyof typeof SENTENCES] : UNAVAILABLE,
});
