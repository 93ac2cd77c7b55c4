'use server';

import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { identity } from '@/workers/identity/contract';

const sentence = () => 'This couldn’t be changed just now. Try again in a moment.';

/** Gives the user's account an API token, instead of the one that it had. */
export const createToken = commandAction({
  fields: z.object({ tokenId: hiddenId }),
  aggregators: ['user-credentials'],
  command: ({ tokenId }, { userId }) => ({
    stream: identity.commandStream(userId),
    command: identity.commands.CreateApiToken({ userId, tokenId }),
  }),
  sentence,
});

/** Takes the user's API token away. */
export const revokeToken = commandAction({
  fields: z.object({}),
  aggregators: ['user-credentials'],
  command: (_, { userId }) => ({
    stream: identity.commandStream(userId),
    command: identity.commands.RevokeApiToken({ userId }),
  }),
  sentence,
});
