'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { newEmail } from '@/app/_lib/auth/email-field';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE, typedText, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { accountToCome, requestRegistration } from '@/app/(account)/register/account-to-come';
import { keepKey } from '@/app/(account)/register/keep-key';
import { showEmail } from '@/personal-data/address';
import { roleSentence } from '@/app/_lib/auth/role-sentence';
import { identity, ROLES, type ReasonOf } from '@/workers/identity/contract';

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
  fields: common.fields.extend({ isRefusal: typedText }),
  command: ({ personId, role, isRefusal }, { userId }) => ({
    stream: identity.commandStream(personId),
    command: identity.commands.WithdrawRole({
      ...{ userId: personId, role, withdrawnBy: userId },
      ...(isRefusal !== '' && { isRefusal: true }),
    }),
  }),
});

const REFUSED: Record<ReasonOf<'RegistrationRequestRejected'>, string> = {
  'address-taken': 'There is an account with this address already.',
  'too-many': 'They were sent a mail a moment ago, or several within the hour. Try again in some minutes.',
};

/** Invites somebody to open an account, by a mail with a link. */
export const inviteToRegister = userAction(
  'administrator',
  z.object({ email: newEmail, asCreator: typedText }),
  async ({ email, asCreator }, { userId }) => {
    const token = randomUUID();
    const { userId: personId, key } = accountToCome(token);
    if (!(await keepKey(personId, key))) return rejected({}, UNAVAILABLE);
    const addressId = await addressIdOf(email);
    const invitation = { invitedBy: userId, ...(asCreator !== '' && { role: 'creator' as const }) };
    const command = requestRegistration(token, { email, addressId }, invitation);
    const outcome = await sendAndWait(identity.commandStream(addressId), command, { userId, aggregators: [] });
    if (outcome.status !== 'rejected') return done(showEmail(email));
    const { reason } = outcome.rejection;
    return rejected({ email: Object.hasOwn(REFUSED, reason) ? REFUSED[reason as keyof typeof REFUSED] : UNAVAILABLE });
  },
);
