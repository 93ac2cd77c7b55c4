import type { CommandOf, NewCommandOf, NewMessage } from '@message-db/client';
import { expect, test } from 'vitest';
import { decideBatch, asRead, expectPure, expectRepeatable } from '@message-db/runtime/testing';
import { viewer, examples as viewings } from '@/workers/view-counting/examples';
import { auditCommands } from './arbitraries';
import { NETWORK_BURST, REPEATS, viewAuditing, VISITOR_BURST } from './contract';
import { examples } from './examples';
import { networkDecider } from './network';

const { AuditView, NoteDelivery } = viewAuditing.commands;
const { networkId } = viewer;
const { videoId, viewedAt } = viewings.events.VideoViewed.data;
const noon = Date.parse(viewedAt);

/** Returns an id that ends with a number. */
const id = (kind: string, count: number) => `${kind}0000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString();

interface Change {
  visitor?: number;
  seconds?: number;
  viewer?: Partial<typeof viewer>;
  networks?: number;
  claimedSeconds?: number;
  videoId?: string;
}

/** The view of the n-th viewing. It was opened 13 seconds before. */
function view(n: number, change: Change = {}) {
  const { visitor = 1, seconds = 0, networks = 1, claimedSeconds = 10, videoId: of = videoId } = change;
  const who = { ...viewer, visitorId: id('3', visitor), openedAt: at(seconds - 13), ...change.viewer };
  const evidence = { viewer: who, networks, claimedSeconds };
  return AuditView({ networkId, viewingId: id('2', n), videoId: of, viewedAt: at(seconds), evidence });
}

const fetched = (visitor = 1) => NoteDelivery({ networkId, visitorId: id('3', visitor), videoId, at: at(-12) });

/** @returns the outcome of each view: null if it counts, or why it does not. The last one of a view holds. */
function outcomes(...commands: NewCommandOf<typeof viewAuditing>[]) {
  const read = commands.map(
    (command) =>
      asRead(command as NewMessage, { streamName: viewAuditing.commandStream(networkId) }) as CommandOf<
        typeof viewAuditing
      >,
  );
  const before = new Map([[networkId, { version: -1, state: networkDecider.initialState }]]);
  const { writes } = decideBatch(networkDecider, before, read);
  const found = new Map<string, string | null>();
  for (const { events } of writes)
    for (const { type, data } of events)
      if (type !== 'DeliveryNoted')
        found.set((data as { viewingId: string }).viewingId, (data as { reason?: string }).reason ?? null);
  return [...found.values()];
}

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n + 1));

test('a view of somebody who fetched the film counts', () => {
  expect(outcomes(fetched(), view(1))).toEqual([null]);
});

test.each([
  ['a bot', { viewer: { isBot: true } }, 'bot'],
  ['a creator of the video', { viewer: { isCreator: true } }, 'creator'],
  ['more seconds than twice the time', { claimedSeconds: 32 }, 'faster-than-time'],
  ['five networks', { networks: 5 }, 'many-networks'],
])('a view of %s does not count', (_, change, reason) => {
  expect(outcomes(fetched(), view(1, change))).toEqual([reason]);
});

test.each([
  ['the fastest playback, and clocks that are not exact', { claimedSeconds: 30 }],
  ['a phone on a train', { networks: 4 }],
])('a view of %s counts', (_, change) => {
  expect(outcomes(fetched(), view(1, change))).toEqual([null]);
});

test('a view does not count if the site sent the film to nobody, to somebody else, or another film', () => {
  expect(outcomes(view(1))).toEqual(['film-not-fetched']);
  expect(outcomes(fetched(2), view(1))).toEqual(['film-not-fetched']);
  expect(outcomes(fetched(), view(1, { videoId: id('1', 9) }))).toEqual(['film-not-fetched']);
});

test('a visitor is believed ten views of a video in an hour', () => {
  const views = times(REPEATS + 2, (n) => view(n, { seconds: n * 200 }));
  expect(outcomes(fetched(), ...views)).toEqual([...times(REPEATS, () => null), 'repeated', 'repeated']);
});

test('views of other hours and of other visitors are no repetitions', () => {
  expect(outcomes(fetched(), ...times(30, (n) => view(n, { seconds: n * 400 })))).toEqual(times(30, () => null));
  const visitors = times(30, (n) => [fetched(n), view(n, { visitor: n, seconds: n })]).flat();
  expect(outcomes(...visitors)).toEqual(times(30, () => null));
});

test('of a burst of one visitor nothing counts, also not what was confirmed', () => {
  const views = times(VISITOR_BURST + 2, (n) => view(n, { seconds: n }));
  const found = outcomes(fetched(), fetched(2), view(99, { visitor: 2 }), ...views);
  expect(found[0]).toBe(null);
  expect(found.slice(1, 1 + REPEATS)).toEqual(times(REPEATS, () => 'burst-of-viewer'));
  expect(found.slice(1)).not.toContain(null);
});

test('of a burst from one network nothing counts', () => {
  const visitors = times(NETWORK_BURST + 1, (n) => [fetched(n), view(n, { visitor: n, seconds: n })]).flat();
  expect(new Set(outcomes(...visitors))).toEqual(new Set(['burst-of-network']));
});

const auditing = { decider: networkDecider, commands: auditCommands() };

test('a decision depends on the command and the state alone', () => expectPure(auditing));

test('a repeated command has the effect of one', () => {
  expectRepeatable({ ...auditing, past: [examples.events.DeliveryNoted] });
});
