import type { MessageStore } from '@message-db/client';
import { reacts, type Outgoing } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { decryptFields } from '@/personal-data/encryption';
import type { Encrypted } from '@/personal-data/encrypted-text';
import { readKey } from '@/personal-data/keys';
import { readPerson } from '@/workers/identity/contract';
import { sendEmail, sendTo, type Mail } from '@/workers/send-email/contract';
import { moderation } from './contract';
import { deniedMail, liftedMail, reportDecidedMail, restrictedMail, type About } from './moderation-mail';

const MODERATION_MAILS = '2c0f4f0e-93a4-4b57-8f0b-6a1f5c0f8a6d';

/** The events that lead to mails. */
export const MAILED = ['ReportsDismissed', 'Restricted', 'AppealDenied', 'RestrictionLifted'] as const;

/** Returns the ids of the mail to a person about an event, and of the command that sends it. */
export function moderationMailIds(eventId: string, userId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(`${eventId} ${userId}`, MODERATION_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

interface Decided {
  readonly id: string;
  readonly data: About & {
    readonly ownerId: string;
    readonly userId?: string;
    readonly keyId?: string;
    readonly words?: Encrypted;
    readonly reports?: readonly { readonly reporterId: string }[];
  };
}

/**
 * Follows the component's own events: tells the owner of each decision but of dismissed reports, and everybody whose report a
 * decision closes what became of it. All ids are derived from the events, so each mail is sent once.
 */
export function mails(siteUrl: string) {
  return reacts({
    name: 'moderation-mails',
    category: moderation.category,
    writes: [sendEmail.commandCategory],
    read: moderation.readEvent,
    handlers: {
      ReportsDismissed: (event, { host }) => toReporters(host.store, event, 'dismissed', siteUrl),
      async Restricted(event, { host }) {
        const { reason } = event.data;
        return [
          ...(await toOwner(host.store, event, (name, about) => restrictedMail(name, { ...about, reason }, siteUrl))),
          ...(await toReporters(host.store, event, 'restricted', siteUrl)),
        ];
      },
      AppealDenied: (event, { host }) => toOwner(host.store, event, (name, about) => deniedMail(name, about, siteUrl)),
      RestrictionLifted: (event, { host }) =>
        toOwner(host.store, event, (name, about) => liftedMail(name, about, siteUrl)),
    },
  });
}

async function toOwner(
  store: MessageStore,
  { id, data }: Decided,
  mailOf: (name: string, about: About & { words: string | null }) => Mail,
): Promise<Outgoing[]> {
  const owner = await readPerson(store, data.ownerId);
  if (!owner) return [];
  const { words } = data.keyId ? decryptFields(await readKey(store.pool, data.keyId), data) : { words: null };
  const mail = mailOf(owner.name, { ...data, words: words ?? null });
  return [sendTo(owner, moderationMailIds(id, owner.userId), mail)];
}

async function toReporters(
  store: MessageStore,
  { id, data }: Decided,
  was: 'dismissed' | 'restricted',
  siteUrl: string,
): Promise<Outgoing[]> {
  const reporterIds = [...new Set(data.reports?.map(({ reporterId }) => reporterId))];
  const outgoing: Outgoing[] = [];
  for (const reporterId of reporterIds) {
    // oxlint-disable-next-line no-await-in-loop -- a few statements each, and there may be hundreds
    const reporter = await readPerson(store, reporterId);
    if (reporter)
      outgoing.push(
        sendTo(reporter, moderationMailIds(id, reporterId), reportDecidedMail(reporter.name, data, was, siteUrl)),
      );
  }
  return outgoing;
}
