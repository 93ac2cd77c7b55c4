'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentUser } from '@/app/_lib/auth/current-user';
import { userAction, visitorAction } from '@/app/_lib/commands/form-action';
import { hiddenId, typedText } from '@/app/_lib/commands/form-fields';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import type { NewMessage } from '@message-db/client';
import { collaboration } from '@/workers/collaboration/contract';
import { hashOfToken } from '@/app/studio/_queries/collaborators';
import { peopleSentence } from '@/app/studio/people/sentences';

const { AcceptInvitation, DeclineInvitation } = collaboration.commands;

/** `token` is empty for an invitation to the user's account. */
const fields = z.object({
  ownerId: hiddenId,
  invitationId: hiddenId,
  token: typedText.transform((token) => (token === '' ? {} : { tokenHash: hashOfToken(token) })),
});

/** Accepts an invitation for the signed-in user, and leads to what is shared with them. */
export const acceptInvitation = userAction(fields, async ({ ownerId, invitationId, token }, { userId }) => {
  const failed = await sent(ownerId, AcceptInvitation({ ownerId, invitationId, userId, ...token }), userId);
  return failed ?? redirect('/studio/shared');
});

/** Declines an invitation, also for somebody who has no account. */
export const declineInvitation = visitorAction(fields, async ({ ownerId, invitationId, token }) => {
  const user = await currentUser();
  const by = user ? { userId: user.userId } : {};
  const failed = await sent(ownerId, DeclineInvitation({ ownerId, invitationId, ...by, ...token }), user?.userId);
  return failed ?? redirect('/studio/invitations/declined');
});

/** Returns null when it is done. */
async function sent(ownerId: string, command: NewMessage, userId?: string): Promise<Answer | null> {
  const options = { ...(userId !== undefined && { userId }), aggregators: ['collaborators'] };
  const outcome = await sendAndWait(collaboration.commandStream(ownerId), command, options);
  if (outcome.status === 'rejected') return rejected({}, peopleSentence(outcome.rejection));
  return outcome.status === 'done' ? null : { status: outcome.status, traceId: null };
}
