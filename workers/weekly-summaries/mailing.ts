import type { EventOf, MessageStore } from '@message-db/client';
import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { decryptFields, encryptFields } from '@/personal-data/encryption';
import { readKey } from '@/personal-data/keys';
import { identity } from '@/workers/identity/contract';
import { sendEmail } from '@/workers/send-email/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { weeklySummaries } from './contract';
import { countWeek, type CreatorCounts } from './counts';
import { summaryMail, summaryMailIds, VIDEOS_MAX } from './summary-mail';

type SummaryDue = Extract<EventOf<typeof weeklySummaries>, { type: 'SummaryDue' }>;

/** How long the counts of a week are kept for other creators, in milliseconds. */
const KEPT_MS = 10 * 60_000;

/**
 * Follows the component's own events: mails each summary that is due, unless nobody watched, or the address is not confirmed.
 */
export function mails(siteUrl: string) {
  /** The week that was counted last, for all creators. Summaries of a time zone are due at the same time. */
  let last: { from: string; until: string; countedAt: number; counts: Map<string, CreatorCounts> } | null = null;

  async function countsOf(store: MessageStore, { userId, ...week }: SummaryDue['data'], signal: AbortSignal) {
    const { from, until } = week;
    const isKept = last?.from === from && last.until === until && performance.now() - last.countedAt < KEPT_MS;
    if (!isKept) {
      const countedAt = performance.now();
      last = { from, until, countedAt, counts: await countWeek(store, week, signal) };
    }
    return last!.counts.get(userId);
  }

  return reacts({
    name: 'weekly-summaries-mails',
    category: weeklySummaries.category,
    writes: [sendEmail.commandCategory],
    read: weeklySummaries.readEvent,
    handlers: {
      async SummaryDue({ id, data }, { host, signal }) {
        const { userId, firstDay, unsubscribeToken } = data;
        const person = await personOf(host.store, userId);
        const counts = person && (await countsOf(host.store, data, signal));
        if (!counts || counts.week.views <= 0) return [];
        const videos = await titlesOf(host.store, counts.videos);
        const { subject, ...words } = summaryMail({ userId, firstDay, counts, videos, unsubscribeToken }, siteUrl);
        const { emailId, commandId } = summaryMailIds(id);
        const encrypted = encryptFields(person.key, userId, { to: person.email, ...words });
        const message = sendEmail.commands.Send({ emailId, userId, subject, ...encrypted }, { id: commandId });
        return [{ streamName: sendEmail.commandStream(emailId), message }];
      },
    },
  });
}

/** Follows identity's `AccountDeleted`: ends the summaries, and removes those that wait to be sent. */
export function endsWithAccounts() {
  return reacts({
    name: 'weekly-summaries-accounts',
    category: identity.category,
    writes: [weeklySummaries.commandCategory, sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId } }, { host }) {
        const stream = weeklySummaries.stream(userId);
        const events = (await host.store.readStreams([stream])).get(stream) ?? [];
        if (events.length === 0) return [];
        const unsubscribe = weeklySummaries.commands.Unsubscribe({ userId }, { id: uuidFrom('Unsubscribe', id) });
        const due = events.filter(({ type }) => type === 'SummaryDue').map((event) => summaryMailIds(event.id).emailId);
        return [
          { streamName: weeklySummaries.commandStream(userId), message: unsubscribe },
          ...due.map((emailId) => ({
            streamName: sendEmail.commandStream(emailId),
            message: sendEmail.commands.Discard({ emailId }, { id: uuidFrom(`Discard ${emailId}`, id) }),
          })),
        ];
      },
    },
  });
}

/** Returns the key and the address of somebody whose address is confirmed; else null, also for a forgotten person. */
async function personOf(store: MessageStore, userId: string) {
  const key = await readKey(store.pool, userId);
  const [registered, confirmed] = await Promise.all([
    store.readLast(identity.stream(userId), { type: 'Registered' }),
    store.readLast(identity.stream(userId), { type: 'EmailConfirmed' }),
  ]);
  if (!key || !registered || !confirmed) return null;
  const { email } = decryptFields(key, identity.events.Registered.read(registered).data);
  return email === null ? null : { key, email };
}

/** Returns the videos with the most views, with their titles. */
function titlesOf(store: MessageStore, views: ReadonlyMap<string, number>) {
  const best = [...views].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, VIDEOS_MAX);
  return Promise.all(
    best.map(async ([videoId, count]) => {
      const named = await store.readLast(videoPublishing.stream(videoId), { type: 'VideoNamed' });
      const title = named ? videoPublishing.events.VideoNamed.read(named).data.name : 'Untitled';
      return { videoId, title, views: count };
    }),
  );
}
