'use server';

import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE } from '@/app/_lib/commands/form-fields';
import { roleSentence } from '@/app/_lib/auth/role-sentence';
import { identity, ROLES } from '@/workers/identity/contract';

const common = {
  permission: 'administrator',
  fields: z.object({ personId: hiddenId, role: z.enum(ROLES, INCOMPLETE) }),
  aggregators: ['user-credentials'],
  sentence: roleSentence,
} as const;

/** Gives somebody a role. */
export const grantRole = commandAction({
  ...common,
  command: ({ personId, role }, { userId }) => ({
    stream: identity.commandStream(personId),
    command: identity.commands.GrantRole({ userId: personId, role, grantedBy: userId }),
  }),
});

/** Takes a role from somebody, or refuses it. */
export const withdrawRole = commandAction({
  ...common,
  command: ({ personId, role }, { userId }) => ({
    stream: identity.commandStream(personId),
    command: identity.commands.WithdrawRole({ userId: personId, role, withdrawnBy: userId }),
  }),
});
