'use server';

import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import type { CurrentUser } from '@/app/_lib/auth/current-user';
import { encryptFor } from '@/app/_lib/auth/encrypt-for';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE, typedText } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { userByHandle } from './_queries/user-by-handle';
import { isEmailAddress, normaliseEmail } from '@/personal-data/address';
import { collaboration, ROLES, SUBJECT_KINDS } from '@/workers/collaboration/contract';
import { handleProblem, tidyHandle } from '@/text/handles';
import { ownerOfInvitation } from '../_queries/collaborators';
import { hashOfToken } from '@/text/hash-of-token';
import { titleOfOwn } from './title-of-own';
import { peopleSentence } from './sentences';

const { ChangeRole, Invite, RemoveAccess } = collaboration.commands;

const ADDRESS = 'Enter an email address like name@example.com, or a handle like @name.';

/**
 * Invites somebody by mail: at an address, or by the handle of their channel. The answer for an address is the same
 * whether or not it has an account.
 */
export const invite = commandAction({
  permission: 'member',
  fields: z.object({
    kind: z.enum(SUBJECT_KINDS, INCOMPLETE),
    id: hiddenId,
    who: typedText,
    role: z.enum(ROLES, INCOMPLETE),
  }),
  aggregators: ['collaborators'],
  sentence: peopleSentence,
  async command({ kind, id, who, role }, user) {
    const { userId } = user;
    // The mail contains the inviter's name and title, so only people who are known to receive mail can send one.
    if (!user.emailConfirmed)
      return rejected({}, 'Confirm your own email address first, with the link that we sent you.');
    const title = await titleOfOwn(userId, { kind, id });
    if (title === null) return rejected({}, peopleSentence({ reason: 'not-yours' }));
    const invitee = await inviteeOf(who, user);
    if ('error' in invitee) return rejected({ who: invitee.error });
    const { email, ...addressee } = invitee;
    const token = randomBytes(32).toString('base64url');
    const sealed = await encryptFor(userId, { token, ...(email !== undefined && { email }) });
    const subject = { subjectKind: kind, subjectId: id, title, role };
    const invitation = { ownerId: userId, userId, invitationId: randomUUID(), ...subject, ...addressee, ...sealed };
    return {
      stream: collaboration.commandStream(userId),
      command: Invite({ ...invitation, tokenHash: hashOfToken(token) }),
    };
  },
});

type Invitee = { error: string } | { inviteeId: string; email?: undefined } | { addressId: string; email: string };

async function inviteeOf(who: string, user: CurrentUser): Promise<Invitee> {
  const typed = who.trim();
  const email = normaliseEmail(typed);
  if (isEmailAddress(email)) {
    return email === user.email
      ? { error: peopleSentence({ reason: 'yourself' }) }
      : { addressId: await addressIdOf(email), email };
  }
  const handle = tidyHandle(typed);
  if (handle === '' || handleProblem(handle) === 'bad-characters') return { error: ADDRESS };
  const inviteeId = await userByHandle(handle);
  return inviteeId === null
    ? { error: `No public channel has the handle @${handle}. Check it, or use the person’s email address.` }
    : { inviteeId };
}

/** Gives a collaborator another role. */
export const changeRole = commandAction({
  permission: 'member',
  fields: z.object({ invitationId: hiddenId, role: z.enum(ROLES, INCOMPLETE) }),
  aggregators: ['collaborators'],
  sentence: peopleSentence,
  async command({ invitationId, role }, user) {
    const ownerId = await ownerOfInvitation(user, invitationId);
    if (ownerId === null) return rejected({}, peopleSentence({ reason: 'no-such-collaborator' }));
    const command = ChangeRole({ ownerId, userId: user.userId, invitationId, role });
    return { stream: collaboration.commandStream(ownerId), command };
  },
});

/** Withdraws an open invitation, removes a collaborator, or leaves. */
export const removeAccess = commandAction({
  permission: 'member',
  fields: z.object({ invitationId: hiddenId }),
  aggregators: ['collaborators'],
  sentence: peopleSentence,
  async command({ invitationId }, user) {
    const ownerId = await ownerOfInvitation(user, invitationId);
    if (ownerId === null) return rejected({}, peopleSentence({ reason: 'no-such-invitation' }));
    const command = RemoveAccess({ ownerId, userId: user.userId, invitationId });
    return { stream: collaboration.commandStream(ownerId), command };
  },
});
