import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';

const userId = z.uuid();
/** An IANA name, such as `Europe/Berlin`. */
const timeZone = z.string().min(1).max(64);
/** Proves that somebody has one of the mails. A person keeps theirs when they unsubscribe and subscribe again. */
const unsubscribeToken = z.uuid();
const time = z.iso.datetime();

/**
 * Mails creators what their videos did in a week. An entity is a creator. A week is Monday to Sunday in the time zone that
 * they subscribed with, and its summary comes on the Monday after it.
 */
export const weeklySummaries = defineContract({
  category: 'weeklySummary',
  commands: {
    /** From the person. Summaries begin with the week that ended last, at once. */
    Subscribe: messageType('Subscribe', z.object({ userId, timeZone, unsubscribeToken })),
    /** From the person, or because their account is deleted. */
    Unsubscribe: messageType('Unsubscribe', z.object({ userId })),
    /** From anybody with the link of a mail. */
    UnsubscribeByLink: messageType('UnsubscribeByLink', z.object({ userId, unsubscribeToken: z.string().max(200) })),
    /** Sent by a timer of the component. */
    SummarizeWeek: messageType('SummarizeWeek', z.object({ userId })),
  },
  events: {
    /** A `SummaryDue` of the last week may follow at once. That of the next week is due at `nextAt`. */
    Subscribed: messageType(
      'Subscribed',
      z.object({ userId, timeZone, unsubscribeToken, subscribedAt: time, nextAt: time }),
    ),
    SubscriptionRejected: messageType(
      'SubscriptionRejected',
      z.object({ userId, reason: z.enum(['no-such-time-zone']) }),
    ),
    Unsubscribed: messageType('Unsubscribed', z.object({ userId, unsubscribedAt: time })),
    UnsubscriptionRejected: messageType(
      'UnsubscriptionRejected',
      z.object({ userId, reason: z.enum(['wrong-token']) }),
    ),
    /** The week from `from` until `until`, which began on the day `monday`, is to be summarized. At most once a week. */
    SummaryDue: messageType(
      'SummaryDue',
      z.object({
        userId,
        unsubscribeToken,
        monday: z.iso.date(),
        /** When the week before it began, with which it is compared. */
        previousFrom: time,
        from: time,
        until: time,
        /** When the next one is due. */
        nextAt: time,
      }),
    ),
  },
});
