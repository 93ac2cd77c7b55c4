import type { Environment } from '@/environment';
import { reacts } from '@/workers/runtime/reacts';
import type { Component } from '@/workers/runtime/subscription';
import { sendEmail } from './contract';
import { composeMail, type Deliver } from './delivery';
import { outboxDelivery } from './outbox';
import { smtpDelivery } from './smtp';

/** Sends mail: by SMTP where that is configured, otherwise into the outbox under DATA_DIR. */
export function makeSendEmail(environment: Environment): Component {
  const { SMTP_URL, MAIL_FROM, siteUrl } = environment;
  const deliver = SMTP_URL ? smtpDelivery(SMTP_URL) : outboxDelivery(environment.dataPath('outbox'));
  return { name: 'send-email', subscriptions: [sends(deliver, MAIL_FROM, siteUrl)] };
}

/** An email that is `Sent` or `Failed` is done with, however often it is asked for. */
function sends(deliver: Deliver, from: string, siteUrl: string) {
  return reacts({
    name: 'send-email',
    category: sendEmail.commandCategory,
    writes: [sendEmail.category],
    read: sendEmail.readCommand,
    handlers: {
      async Send(command, { host, signal }) {
        const { emailId } = command.data;
        const streamName = sendEmail.stream(emailId);
        if (await host.store.readLast(streamName)) return [];
        const delivered = await deliver(composeMail(command, from, siteUrl), emailId, signal);
        const message =
          delivered.status === 'sent'
            ? sendEmail.events.Sent({ emailId, sentAt: new Date().toISOString() })
            : sendEmail.events.Failed({ emailId, reason: delivered.reason });
        return [{ streamName, message, expectedVersion: -1 }];
      },
    },
  });
}
