import { readFileSync } from 'node:fs';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import { readKey } from '@/personal-data/keys';
import { decryptFields } from '@/personal-data/encryption';
import { reacts, type Component } from '@message-db/runtime';
import { sendEmail } from './contract';
import { composeMail, type Deliver } from './delivery';
import { outboxDelivery, removeFromOutbox } from './outbox';
import { smtpDelivery, type DkimKey } from './smtp';

/** Sends mail: by SMTP if it is configured, otherwise to the outbox under DATA_DIR. */
export function makeSendEmail(environment: Environment): Component {
  const { SMTP_URL, MAIL_FROM, siteUrl } = environment;
  const outbox = environment.dataPath('outbox');
  const deliver = SMTP_URL ? smtpDelivery(SMTP_URL, { dkim: dkimKeyOf(environment) }) : outboxDelivery(outbox);
  return { name: 'send-email', subscriptions: [sends(deliver, outbox, MAIL_FROM, siteUrl)] };
}

/** Returns the key that signs mails; undefined if none is set up. @throws if its file cannot be read. */
function dkimKeyOf({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE }: Environment): DkimKey | undefined {
  if (DKIM_DOMAIN === undefined || DKIM_SELECTOR === undefined || DKIM_KEY_FILE === undefined) return undefined;
  const privateKey = readFileSync(DKIM_KEY_FILE, 'utf8');
  return { domainName: DKIM_DOMAIN, keySelector: DKIM_SELECTOR, privateKey };
}

/** Handles the commands of an email. After `Sent`, `Failed` or `Discarded` another `Send` changes nothing. */
function sends(deliver: Deliver, outbox: string, from: string, siteUrl: string) {
  return reacts({
    name: 'send-email',
    category: sendEmail.commandCategory,
    writes: [sendEmail.category],
    read: sendEmail.readCommand,
    handlers: {
      async Send(command, { host, signal }) {
        const { emailId, userId, keyId = userId } = command.data;
        const streamName = sendEmail.stream(emailId);
        if (await host.store.readLast(streamName)) return [];
        const { to, text, ...rest } = decryptFields(await readKey(host.store.pool, keyId), command.data);
        if (to === null || text === null) {
          return [
            { streamName, message: sendEmail.events.Failed({ emailId, reason: 'forgotten' }), expectedVersion: -1 },
          ];
        }
        const delivered = await deliver(
          composeMail({ ...rest, to, text }, command.time, from, siteUrl),
          emailId,
          signal,
        );
        const message =
          delivered.status === 'sent'
            ? sendEmail.events.Sent({ emailId, sentAt: new Date().toISOString() })
            : sendEmail.events.Failed({ emailId, reason: delivered.reason });
        return [{ streamName, message, expectedVersion: -1 }];
      },
      // Commands of a stream are handled in order, so an earlier `Send` is not still writing to the outbox.
      async Discard({ id, data: { emailId } }) {
        await removeFromOutbox(outbox, emailId);
        const message = sendEmail.events.Discarded({ emailId }, { id: uuidFrom('Discarded', id) });
        return [{ streamName: sendEmail.stream(emailId), message }];
      },
    },
  });
}
