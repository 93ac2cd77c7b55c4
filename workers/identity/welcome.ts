import type { EventOf, MessageStore } from '@message-db/client';
import { readKey } from '@/personal-data/keys';
import { decryptFields, encryptFields } from '@/personal-data/encryption';
import { reacts } from '@message-db/runtime';
import { sendEmail } from '@/workers/send-email/contract';
import { identity } from './contract';
import { discardsOf } from './discards';
import { welcomeMail, welcomeMailIds } from './welcome-mail';

type Registration = Extract<EventOf<typeof identity>, { type: 'Registered' }>['data'];

/**
 * Follows the component's own events. After `Registered` it sends the welcome mail, and after `ConfirmationRequested` again,
 * unless the person is forgotten; the mail's ids are derived from the event, so it is sent once. After `AccountDeleted` it
 * discards these mails.
 */
export function welcomes(siteUrl: string) {
  return reacts({
    name: 'identity-welcome',
    category: identity.category,
    writes: [sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      async Registered({ id, data }, { host }) {
        return sendWelcome(host.store, siteUrl, id, data);
      },
      async ConfirmationRequested({ id, data: { userId } }, { host }) {
        const registered = await host.store.readLast(identity.stream(userId), { type: 'Registered' });
        return registered ? sendWelcome(host.store, siteUrl, id, identity.events.Registered.read(registered).data) : [];
      },
      AccountDeleted: (deleted, { host }) =>
        discardsOf(host.store, deleted, ({ id, type }) =>
          type === 'Registered' || type === 'ConfirmationRequested' ? welcomeMailIds(id).emailId : null,
        ),
    },
  });
}

/** Returns the command that sends the welcome mail because of an event; none for a forgotten person. */
async function sendWelcome(store: MessageStore, siteUrl: string, eventId: string, data: Registration) {
  const { userId } = data;
  const key = await readKey(store.pool, userId);
  const { email: to, name } = decryptFields(key, data);
  if (!key || to === null || name === null) return [];
  const { emailId, commandId } = welcomeMailIds(eventId);
  const { subject, text, html } = welcomeMail({ ...data, name }, siteUrl);
  const mail = { emailId, userId, subject, ...encryptFields(key, userId, { to, text, html }) };
  return [{ streamName: sendEmail.commandStream(emailId), message: sendEmail.commands.Send(mail, { id: commandId }) }];
}
