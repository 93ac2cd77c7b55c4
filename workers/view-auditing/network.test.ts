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

const fetched = NoteDelivery({ networkId, videoId, at: at(-12) });

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
  expect(outcomes(fetched, view(1))).toEqual([null]);
});

test.each([
  ['a bot', { viewer: { isBot: true } }, 'bot'],
  ['a creator of the video', { viewer: { isCreator: true } }, 'creator'],
  ['more seconds than anybody had time for', { claimedSeconds: 180 }, 'faster-than-time'],
  ['five networks', { networks: 5 }, 'many-networks'],
])('a view of %s does not count', (_, change, reason) => {
  expect(outcomes(fetched, view(1, change))).toEqual([reason]);
});

test.each([
  ['a player that played for a minute before its viewing was opened, at twice the speed', { claimedSeconds: 146 }],
  ['a phone on a train', { networks: 4 }],
])('a view of %s counts', (_, change) => {
  expect(outcomes(fetched, view(1, change))).toEqual([null]);
});

test('a view does not count if its network did not fetch the film, or another film', () => {
  expect(outcomes(view(1))).toEqual(['film-not-fetched']);
  expect(outcomes(fetched, view(1, { videoId: id('1', 9) }))).toEqual(['film-not-fetched']);
});

test('a view counts if the site cannot tell who fetched the film', () => {
  expect(outcomes(view(1, { viewer: { seesDeliveries: false } }))).toEqual([null]);
});

test('a visitor is believed ten views of a video in an hour', () => {
  const views = times(REPEATS + 2, (n) => view(n, { seconds: n * 200 }));
  expect(outcomes(fetched, ...views)).toEqual([...times(REPEATS, () => null), 'repeated', 'repeated']);
});

test('views of other hours and of other visitors are no repetitions', () => {
  expect(outcomes(fetched, ...times(30, (n) => view(n, { seconds: n * 400 })))).toEqual(times(30, () => null));
  const visitors = times(30, (n) => view(n, { visitor: n, seconds: n }));
  expect(outcomes(fetched, ...visitors)).toEqual(times(30, () => null));
});

test('of a burst of one visitor nothing counts, also not what was confirmed, and others keep their views', () => {
  const views = times(VISITOR_BURST + 2, (n) => view(n, { seconds: n }));
  const found = outcomes(fetched, view(99, { visitor: 2 }), ...views);
  expect(found[0]).toBe(null);
  expect(found.slice(1, 1 + REPEATS)).toEqual(times(REPEATS, () => 'burst-of-viewer'));
  expect(found.slice(1)).not.toContain(null);
});

test('of a network, so many views of a video count in an hour, and later ones again', () => {
  const visitors = times(NETWORK_BURST + 3, (n) => view(n, { visitor: n, seconds: n }));
  const later = view(999, { visitor: 999, seconds: 3700 });
  expect(outcomes(fetched, ...visitors, later)).toEqual([
    ...times(NETWORK_BURST, () => null),
    ...times(3, () => 'burst-of-network'),
    null,
  ]);
});

test('what is no viewing does not cost the people of its network their views', () => {
  const bots = times(NETWORK_BURST + 50, (n) => view(n, { visitor: n, seconds: n, viewer: { isBot: true } }));
  expect(outcomes(fetched, ...bots, view(999, { visitor: 999, seconds: 400 })).at(-1)).toBe(null);
});

test('a network with very many views keeps only those of the last hour', () => {
  const many = times(3000, (n) => view(n, { visitor: n, seconds: n * 10 }));
  const read = [fetched, ...many].map((command) => asRead(command as NewMessage) as CommandOf<typeof viewAuditing>);
  let state = networkDecider.initialState;
  for (const command of read)
    for (const event of networkDecider.decide(command, state))
      state = networkDecider.evolve(state, event as Parameters<typeof networkDecider.evolve>[1]);
  expect(state[videoId]!.views.length).toBeLessThanOrEqual(NETWORK_BURST + 1);
});

const auditing = { decider: networkDecider, commands: auditCommands() };

test('a decision depends on the command and the state alone', () => expectPure(auditing));

test('a repeated command has the effect of one', () => {
  expectRepeatable({ ...auditing, past: [examples.events.DeliveryNoted] });
});
