import { v5 as uuidFrom } from 'uuid';
import type { Message, MessageStore } from '@message-db/client';
import { readKey } from '@/personal-data/keys';
import { decryptFields, encryptFields } from '@/personal-data/encryption';
import { reacts } from '@message-db/runtime';
import { sendEmail } from '@/workers/send-email/contract';
import { identity } from './contract';
import { welcomeMail, welcomeMailIds } from './welcome-mail';

/**
 * Follows the component's own events. After `Registered` it sends the welcome mail, unless the person is forgotten; the
 * mail's ids are derived from the event, so it is sent once. After `AccountDeleted` it discards that mail.
 */
export function welcomes(siteUrl: string) {
  return reacts({
    name: 'identity-welcome',
    category: identity.category,
    writes: [sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      async Registered({ id, data }, { host }) {
        const { userId } = data;
        const key = await readKey(host.store.pool, userId);
        const { email: to, name } = decryptFields(key, data);
        if (!key || to === null || name === null) return [];
        const { emailId, commandId } = welcomeMailIds(id);
        const { subject, text, html } = welcomeMail({ ...data, name }, siteUrl);
        const mail = { emailId, userId, subject, ...encryptFields(key, userId, { to, text, html }) };
        return [
          { streamName: sendEmail.commandStream(emailId), message: sendEmail.commands.Send(mail, { id: commandId }) },
        ];
      },
      async AccountDeleted({ id, data: { userId } }, { host }) {
        const registered = await registrationOf(host.store, userId);
        if (!registered) return [];
        const { emailId } = welcomeMailIds(registered.id);
        const discard = sendEmail.commands.Discard({ emailId }, { id: uuidFrom(`Discard ${emailId}`, id) });
        return [{ streamName: sendEmail.commandStream(emailId), message: discard }];
      },
    },
  });
}

async function registrationOf(store: MessageStore, userId: string): Promise<Message | undefined> {
  const [first] = await store.readBatch(identity.stream(userId), { batchSize: 1 });
  return first?.type === 'Registered' ? first : undefined;
}
