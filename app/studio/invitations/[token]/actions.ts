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
import { hashOfToken } from '@/text/hash-of-token';
import { ownerOfInvitation } from '@/app/studio/_queries/collaborators';
import { peopleSentence } from '@/app/studio/_people/sentences';

const { AcceptInvitation, DeclineInvitation } = collaboration.commands;

/** `token` is empty for an invitation to the user's account. */
const fields = z.object({
  invitationId: hiddenId,
  token: typedText.transform((token) => (token === '' ? {} : { tokenHash: hashOfToken(token) })),
});
type Fields = z.output<typeof fields>;

/** Accepts an invitation for the signed-in user, and shows what is shared with them. */
export const acceptInvitation = userAction('member', fields, async (answered, user) => {
  const { userId } = user;
  const failed = await sent(answered, user, (invitation) => AcceptInvitation({ ...invitation, userId }));
  return failed ?? redirect('/studio/shared');
});

/** Declines an invitation, for a signed-in user or a visitor. */
export const declineInvitation = visitorAction(fields, async (answered) => {
  const user = await currentUser();
  const by = user ? { userId: user.userId } : {};
  const failed = await sent(answered, user, (invitation) => DeclineInvitation({ ...invitation, ...by }));
  return failed ?? redirect('/studio/invitations/declined');
});

/** Sends the answer to an invitation that the user, or their link, may see. Returns null when it is done. */
async function sent(
  { invitationId, token }: Fields,
  user: { readonly userId: string } | null,
  make: (invitation: { ownerId: string; invitationId: string; tokenHash?: string }) => NewMessage,
): Promise<Answer | null> {
  const ownerId = await ownerOfInvitation(user, invitationId, token.tokenHash);
  if (ownerId === null) return rejected({}, peopleSentence({ reason: 'no-such-invitation' }));
  const options = { ...(user && { userId: user.userId }), aggregators: ['collaborators'] };
  const command = make({ ownerId, invitationId, ...token });
  const outcome = await sendAndWait(collaboration.commandStream(ownerId), command, options);
  if (outcome.status === 'rejected') return rejected({}, peopleSentence(outcome.rejection));
  return outcome.status === 'done' ? null : { status: outcome.status, traceId: null };
}
