import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { weeklySummaries } from './contract';
import { examples } from './examples';

const fields = {
  timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'Nowhere/At_All'),
  unsubscribeToken: fc.constantFrom(...[1, 2].map((last) => `80000000-0000-4000-8000-00000000000${last}`)),
};

/** Commands to one creator's subscription. */
export function subscriptionCommands() {
  return anyOf(variationsOf(weeklySummaries.commands, examples.commands, fields));
}

/** Returns the stream of a creator's subscription. */
export function subscriptionStream(userId: string): ArbitraryStream {
  const { Subscribed, ...others } = variationsOf(weeklySummaries.events, examples.events, {
    ...fields,
    userId: fc.constant(userId),
    subscribedAt: moments,
    unsubscribedAt: moments,
  });
  const later = anyOf({ Subscribed, ...others });
  return { name: weeklySummaries.stream(userId), first: Subscribed, later, weight: 1 };
}
