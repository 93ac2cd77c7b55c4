import type { EventOf, MessageStore } from '@message-db/client';
import { reacts, type Outgoing } from '@message-db/runtime';
import { decryptFields, encryptFields } from '@/personal-data/encryption';
import { forgetMessageKey, readKey } from '@/personal-data/keys';
import { readPerson } from '@/workers/identity/contract';
import { discardMail, sendEmail } from '@/workers/send-email/contract';
import { collaboration } from './contract';
import { invitationMail, invitationMailIds } from './invitation-mail';

type Invited = Extract<EventOf<typeof collaboration>, { type: 'CollaboratorInvited' }>;

/**
 * Follows the component's own events: mails each invitation. However an invitation ends, its key is deleted, and with
 * it the invited person's address and the token, and the mail is discarded. Every step can be repeated.
 */
export function mails(siteUrl: string) {
  return reacts({
    name: 'collaboration-mails',
    category: collaboration.category,
    writes: [sendEmail.commandCategory],
    read: collaboration.readEvent,
    handlers: {
      async CollaboratorInvited(event, { host }) {
        const mail = await mailOf(host.store, event, siteUrl);
        if (!mail) return [];
        const { emailId, commandId } = invitationMailIds(event.data.invitationId);
        const message = sendEmail.commands.Send({ emailId, ...mail }, { id: commandId });
        return [{ streamName: sendEmail.commandStream(emailId), message }];
      },
      InvitationAccepted: (event, { host }) => forget(host.store, event),
      InvitationDeclined: (event, { host }) => forget(host.store, event),
      InvitationWithdrawn: (event, { host }) => forget(host.store, event),
      InvitationExpired: (event, { host }) => forget(host.store, event),
    },
  });
}

/**
 * Returns the encrypted mail of an invitation. Null if the invitation has ended, or one of the two people is forgotten.
 */
async function mailOf(store: MessageStore, { data }: Invited, siteUrl: string) {
  const { ownerId, userId, keyId, inviteeId, subjectKind, title, role } = data;
  const key = await readKey(store.pool, keyId);
  const { token, email } = decryptFields(key, data);
  const owner = await readPerson(store, ownerId);
  if (!key || typeof token !== 'string' || owner === null) return null;
  const isForAnyone = inviteeId === undefined;
  const words = { owner: owner.name, subjectKind, title, role, token, isForAnyone };
  const { subject, ...bodies } = invitationMail(words, siteUrl);
  if (isForAnyone) {
    return typeof email === 'string'
      ? { userId, keyId, subject, ...encryptFields(key, userId, { to: email, ...bodies }) }
      : null;
  }
  // The inviter must not learn an account's address, so the mail is encrypted with that account's key.
  const invitee = await readPerson(store, inviteeId);
  return (
    invitee && {
      userId: inviteeId,
      subject,
      ...encryptFields(invitee.key, inviteeId, { to: invitee.email, ...bodies }),
    }
  );
}

async function forget(
  store: MessageStore,
  { id, data: { invitationId, keyId } }: { id: string; data: { invitationId: string; keyId: string } },
): Promise<Outgoing[]> {
  await forgetMessageKey(store.pool, keyId);
  const { emailId } = invitationMailIds(invitationId);
  return [discardMail(emailId, id)];
}
