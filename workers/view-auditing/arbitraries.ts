import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { viewAuditing } from './contract';
import { examples } from './examples';

const DAY_MS = 24 * 3600_000;

const someIds = (begin: string, count: number) =>
  fc.constantFrom(
    ...Array.from({ length: count }, (_, index) => `${begin}0000000-0000-4000-8000-00000000000${index + 1}`),
  );

const variations = { viewingId: someIds('2', 4), videoId: someIds('1', 2), viewedAt: moments, at: moments };

/** Audits of a few views of two videos in the network of the examples, and deliveries. */
export function auditCommands() {
  return anyOf(variationsOf(viewAuditing.commands, examples.commands, variations));
}

/** Returns the stream of a network in which some of these videos were watched. It lasts a day. */
export function networkStream(networkId: string, day: string, videoId: fc.Arbitrary<string>): ArbitraryStream {
  const { DeliveryNoted, ...later } = variationsOf(viewAuditing.events, examples.events, {
    ...variations,
    viewedAt: fc.nat(DAY_MS - 1).map((since) => new Date(Date.parse(day) + since).toISOString()),
    networkId: fc.constant(networkId),
    videoId,
    visitorId: someIds('3', 5),
  });
  return { name: viewAuditing.stream(networkId), first: DeliveryNoted, later: anyOf(later), weight: 1 };
}
