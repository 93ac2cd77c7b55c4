'use server';

import { z } from 'zod';
import { apiTokenIdOf } from '@/app/_lib/auth/api-token';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { identity } from '@/workers/identity/contract';

const CHANGED = 'Your token was changed on another page. Reload this page to see it.';
const sentence = () => 'This couldn’t be changed just now. Try again in a moment.';

/** Gives the user's account an API token, instead of the one that its page shows. */
export const createToken = commandAction({
  permission: 'account',
  fields: z.object({ tokenId: hiddenId, replaced: z.union([hiddenId, z.literal('')]) }),
  aggregators: ['user-credentials'],
  async command({ tokenId, replaced }, { userId }) {
    const present = (await apiTokenIdOf(userId)) ?? '';
    // The same form again.
    if (present === tokenId) return done();
    if (present !== replaced) return rejected({}, CHANGED);
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.CreateApiToken({ userId, tokenId }),
    };
  },
  sentence,
});

/** Takes the user's API token away. */
export const revokeToken = commandAction({
  permission: 'account',
  fields: z.object({}),
  aggregators: ['user-credentials'],
  command: (_, { userId }) => ({
    stream: identity.commandStream(userId),
    command: identity.commands.RevokeApiToken({ userId }),
  }),
  sentence,
});
