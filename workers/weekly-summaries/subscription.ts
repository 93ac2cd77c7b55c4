import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { weeklySummaries } from './contract';
import { lastWeek, nextDueAt, type Week } from './week';

const stateSchema = z
  .object({
    /** Null: not subscribed. */
    timeZone: z.string().nullable(),
    /** Null before the first subscription. */
    unsubscribeToken: z.string().nullable(),
    /** The first day of the last week that was summarized, or null. */
    summarizedWeek: z.string().nullable(),
  })
  .readonly();

/** The state of a creator's subscription. */
export type SubscriptionState = z.output<typeof stateSchema>;

type Command = CommandOf<typeof weeklySummaries>;
type Event = NewEventOf<typeof weeklySummaries>;
type Past = PastEvent<EventOf<typeof weeklySummaries>>;

const { events } = weeklySummaries;

/** Decides who gets summaries, and of which week. */
export const subscriptionDecider: Decider<SubscriptionState, Command, Event, EventOf<typeof weeklySummaries>> = {
  initialState: { timeZone: null, unsubscribeToken: null, summarizedWeek: null },
  // A stream grows by one event a week. Raise the version with any change to `evolve`.
  snapshots: { version: 1, schema: stateSchema },
  evolve,
  decide,
};

function evolve(state: SubscriptionState, { type, data }: Past): SubscriptionState {
  switch (type) {
    case 'Subscribed':
      return { ...state, timeZone: data.timeZone, unsubscribeToken: data.unsubscribeToken };
    case 'Unsubscribed':
      return { ...state, timeZone: null };
    case 'SummaryDue':
      return { ...state, summarizedWeek: data.monday };
    default:
      return state;
  }
}

function decide(command: Command, state: SubscriptionState): Event[] {
  const { timeZone } = state;
  const { userId } = command.data;
  const unsubscribed = () => events.Unsubscribed({ userId, unsubscribedAt: command.time.toISOString() });
  switch (command.type) {
    case 'Subscribe': {
      const asked = command.data.timeZone;
      if (timeZone === asked) return [];
      const week = lastWeek(command.time, asked);
      if (!week) return [events.SubscriptionRejected({ userId, reason: 'no-such-time-zone' })];
      const unsubscribeToken = state.unsubscribeToken ?? command.data.unsubscribeToken;
      const subscribedAt = command.time.toISOString();
      // Elsewhere it may be Sunday still, and a later week summarized.
      const summarized = laterOf(week.monday, state.summarizedWeek);
      const nextAt = nextDueAt(summarized, asked);
      return [
        events.Subscribed({ userId, timeZone: asked, unsubscribeToken, subscribedAt, nextAt }),
        ...summaryOf(week, userId, { ...state, timeZone: asked, unsubscribeToken }),
      ];
    }
    case 'Unsubscribe':
      return timeZone === null ? [] : [unsubscribed()];
    case 'UnsubscribeByLink':
      if (command.data.unsubscribeToken !== state.unsubscribeToken)
        return [events.UnsubscriptionRejected({ userId, reason: 'wrong-token' })];
      return timeZone === null ? [] : [unsubscribed()];
    case 'SummarizeWeek': {
      // The timer can fire just after somebody unsubscribed.
      const week = timeZone === null ? null : lastWeek(command.time, timeZone);
      return week ? summaryOf(week, userId, state) : [];
    }
  }
}

/** Returns the event of the week, unless it or a later one was summarized. */
function summaryOf(week: Week, userId: string, state: SubscriptionState): Event[] {
  const { timeZone, unsubscribeToken, summarizedWeek } = state;
  if (timeZone === null || unsubscribeToken === null) return [];
  if (summarizedWeek !== null && summarizedWeek >= week.monday) return [];
  return [events.SummaryDue({ userId, unsubscribeToken, ...week, nextAt: nextDueAt(week.monday, timeZone) })];
}

function laterOf(monday: string, other: string | null): string {
  return other !== null && other > monday ? other : monday;
}
