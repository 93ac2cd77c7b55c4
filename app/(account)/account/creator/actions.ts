'use server';

import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { rejected } from '@/app/_lib/commands/form-state';
import { environment } from '@/app/_lib/environment';
import { identity } from '@/workers/identity/contract';
import { roleSentence } from '@/app/_lib/auth/role-sentence';

/** Asks an administrator for the role of a creator. */
export const askToCreate = commandAction({
  permission: 'member',
  fields: z.object({}),
  aggregators: ['user-credentials'],
  sentence: roleSentence,
  command: (_, { userId, emailConfirmed }) => {
    if (environment.CREATORS !== 'approval') return rejected({}, 'There is nothing to ask for here.');
    if (!emailConfirmed) return rejected({}, 'Confirm your email address first.');
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.RequestRole({ userId, role: 'creator' }),
    };
  },
});
