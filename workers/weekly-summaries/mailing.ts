import type { EventOf, MessageStore } from '@message-db/client';
import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { identity, readPerson } from '@/workers/identity/contract';
import { discardMail, sendEmail, sendTo } from '@/workers/send-email/contract';
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
  let last: { times: string; countedAt: number; counts: Map<string, CreatorCounts> } | null = null;

  async function countsOf(store: MessageStore, { userId, ...week }: SummaryDue['data'], signal: AbortSignal) {
    const { previousFrom, from, until } = week;
    const times = [previousFrom, from, until].join(' ');
    if (last?.times !== times || performance.now() - last.countedAt > KEPT_MS) {
      const counts = await countWeek(store, week, signal);
      last = { times, counts, countedAt: performance.now() };
    }
    return last.counts.get(userId);
  }

  return reacts({
    name: 'weekly-summaries-mails',
    category: weeklySummaries.category,
    writes: [sendEmail.commandCategory],
    read: weeklySummaries.readEvent,
    handlers: {
      async SummaryDue(event, { host, signal }) {
        const { id, data } = event;
        const { userId, monday, unsubscribeToken } = data;
        if (await hasUnsubscribed(host.store, event)) return [];
        const person = await readPerson(host.store, userId);
        if (!person?.isEmailConfirmed) return [];
        const counts = await countsOf(host.store, data, signal);
        if (!counts || counts.week.views <= 0) return [];
        const videos = await titlesOf(host.store, counts.videos);
        const mail = summaryMail({ userId, monday, counts, videos, unsubscribeToken }, siteUrl);
        return [sendTo(person, summaryMailIds(id), mail)];
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
        const unsubscribe = weeklySummaries.commands.Unsubscribe({ userId }, { id: uuidFrom('Unsubscribe', id) });
        const due = events.filter(({ type }) => type === 'SummaryDue').map((event) => summaryMailIds(event.id).emailId);
        return [
          { streamName: weeklySummaries.commandStream(userId), message: unsubscribe },
          ...due.map((emailId) => discardMail(emailId, id)),
        ];
      },
    },
  });
}

/** Returns whether the person unsubscribed after an event, and did not subscribe again. */
async function hasUnsubscribed(store: MessageStore, { streamName, position }: SummaryDue): Promise<boolean> {
  const [subscribed, unsubscribed] = await Promise.all([
    store.readLast(streamName, { type: 'Subscribed' }),
    store.readLast(streamName, { type: 'Unsubscribed' }),
  ]);
  return unsubscribed !== null && unsubscribed.position > Math.max(position, subscribed?.position ?? -1);
}

/** Returns the videos with the most views, with their titles. Deleted ones are left out. */
async function titlesOf(store: MessageStore, views: ReadonlyMap<string, number>) {
  const best = [...views].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 2 * VIDEOS_MAX);
  const videos = await Promise.all(
    best.map(async ([videoId, count]) => ({ videoId, title: await titleOf(store, videoId), views: count })),
  );
  return videos.flatMap(({ title, ...video }) => (title === null ? [] : [{ ...video, title }])).slice(0, VIDEOS_MAX);
}

/** Returns the name of a video; null if it was deleted. */
async function titleOf(store: MessageStore, videoId: string): Promise<string | null> {
  let [name, isDeleted] = ['Untitled', false];
  for await (const message of store.read(videoPublishing.stream(videoId))) {
    const { type, data } = videoPublishing.readEvent(message);
    if (type === 'VideoNamed') name = data.name;
    if (type === 'VideoDrafted' || type === 'VideoUploaded') name = data.name ?? name;
    if (type === 'VideoDeleted' || type === 'VideoPurged') isDeleted = true;
    if (type === 'VideoRestored') isDeleted = false;
  }
  return isDeleted ? null : name;
}
