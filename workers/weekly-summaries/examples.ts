import type { ExamplesOf } from '@message-db/runtime/testing';
import { weeklySummaries } from './contract';

/** A creator in Berlin wants summaries, gets one, and stops them by the link in it. */
const { commands, events } = weeklySummaries;

const userId = '00000000-0000-4000-8000-00000000000a';
const unsubscribeToken = '80000000-0000-4000-8000-000000000001';
const timeZone = 'Europe/Berlin';

export const examples = {
  commands: {
    Subscribe: commands.Subscribe({ userId, timeZone, unsubscribeToken }),
    Unsubscribe: commands.Unsubscribe({ userId }),
    UnsubscribeByLink: commands.UnsubscribeByLink({ userId, unsubscribeToken }),
    SummarizeWeek: commands.SummarizeWeek({ userId }),
  },
  events: {
    Subscribed: events.Subscribed({
      ...{ userId, timeZone, unsubscribeToken },
      subscribedAt: '2026-11-25T10:00:00.000Z',
      nextAt: '2026-11-30T07:00:00.000Z',
    }),
    SubscriptionRejected: events.SubscriptionRejected({ userId, reason: 'no-such-time-zone' }),
    Unsubscribed: events.Unsubscribed({ userId, unsubscribedAt: '2026-11-26T10:00:00.000Z' }),
    UnsubscriptionRejected: events.UnsubscriptionRejected({ userId, reason: 'wrong-token' }),
    SummaryDue: events.SummaryDue({
      ...{ userId, unsubscribeToken },
      monday: '2026-11-16',
      previousFrom: '2026-11-08T23:00:00.000Z',
      from: '2026-11-15T23:00:00.000Z',
      until: '2026-11-22T23:00:00.000Z',
      nextAt: '2026-11-30T07:00:00.000Z',
    }),
  },
} satisfies ExamplesOf<typeof weeklySummaries>;
