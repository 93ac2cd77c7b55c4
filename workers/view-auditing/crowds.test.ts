import type { CommandOf, NewMessage } from '@message-db/client';
import { expect, test } from 'vitest';
import { v5 as uuidFrom } from 'uuid';
import { asRead, decideBatch } from '@message-db/runtime/testing';
import type { Viewer } from '@/workers/view-counting/contract';
import { viewAuditing } from './contract';
import { networkDecider } from './network';

/**
 * What auditing does to days on which honest people watch, and to forgers. Each crowd is a list of views; its share is that
 * of the views that do not count in the end.
 */
const { AuditView, NoteDelivery } = viewAuditing.commands;

const NOON = Date.parse('2026-11-21T12:00:00.000Z');
const MINUTE = 60;
const HOUR = 60 * MINUTE;

const NAMES = '00000000-0000-4000-8000-000000000000';
const idOf = (...parts: readonly (string | number)[]) => uuidFrom(parts.join(' '), NAMES);

/** A view, by what differs from that of somebody at home. Names of networks and people become ids. */
interface Watching {
  network: string;
  /** A browser in that network. */
  person: string;
  video?: string;
  /** Seconds after noon. */
  at: number;
  /** Whether the site sent the film to this network. */
  isFetched?: boolean;
  claimedSeconds?: number;
  networks?: number;
  viewer?: Partial<Viewer>;
}

/** Returns the share of views that do not count, of 1, after all were audited in the order of their times. */
function lostShare(crowd: readonly Watching[]): number {
  const ordered = crowd.map((watching, n) => ({ ...watching, n })).toSorted((one, other) => one.at - other.at);
  const byNetwork = new Map<string, typeof ordered>();
  for (const watching of ordered)
    byNetwork.set(watching.network, [...(byNetwork.get(watching.network) ?? []), watching]);
  let lost = 0;
  for (const [network, views] of byNetwork) {
    const networkId = idOf('network', network);
    const streamName = viewAuditing.commandStream(networkId);
    const commands = views.flatMap((watching) => commandsOf(watching, networkId));
    const before = new Map([[networkId, { version: -1, state: networkDecider.initialState }]]);
    const { writes } = decideBatch(
      networkDecider,
      before,
      commands.map((command) => asRead(command, { streamName }) as CommandOf<typeof viewAuditing>),
    );
    const discounted = writes.flatMap(({ events }) => events).filter(({ type }) => type === 'ViewDiscounted');
    lost += new Set(discounted.map(({ data }) => (data as { viewingId: string }).viewingId)).size;
  }
  return lost / crowd.length;
}

function commandsOf(watching: Watching & { n: number }, networkId: string): NewMessage[] {
  const { n, network, person, video = 'knots', at, isFetched = true, claimedSeconds = 10, networks = 1 } = watching;
  const moment = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();
  const [visitorId, videoId] = [idOf('visitor', network, person), idOf('video', video)];
  const viewer = { visitorId, networkId, ownerId: idOf('owner'), isBot: false, isCreator: false, seesDeliveries: true };
  const evidence = {
    viewer: { ...viewer, openedAt: moment(at - 12), ...watching.viewer },
    networks,
    claimedSeconds,
  };
  return [
    ...(isFetched ? [NoteDelivery({ networkId, videoId, at: moment(at - 11) })] : []),
    AuditView({ networkId, viewingId: idOf('viewing', n), videoId, viewedAt: moment(at), evidence }),
  ];
}

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** Households with up to three people, who watch up to four videos of a course over the day, some of them again. */
const homes = times(500, (home) =>
  times(1 + (home % 3), (person) =>
    times(1 + ((home + person) % 4), (lesson): Watching[] => {
      const at = ((home * 37 + person * 11) % 600) * MINUTE + lesson * 10 * MINUTE;
      const watching = { network: `home ${home}`, person: `person ${person}`, video: `lesson ${lesson}` };
      const isAgain = (home + lesson) % 5 === 0;
      return [{ ...watching, at }, ...(isAgain ? times(3, (n) => ({ ...watching, at: at + (n + 1) * HOUR })) : [])];
    }),
  ),
).flat(3);

const classRoom = times(30, (pupil): Watching => ({
  network: 'school',
  person: `laptop ${pupil}`,
  at: HOUR + pupil * 3,
}));
const lectureHall = times(180, (student): Watching => ({
  network: 'university',
  person: `phone ${student}`,
  at: 2 * HOUR + student,
}));
const company = times(400, (n): Watching => ({
  network: 'company',
  person: `desk ${n % 80}`,
  at: n * MINUTE,
  video: `safety ${n % 5}`,
}));
/** Phones change their network, and tell late what they played without one, at twice the speed. */
const onTheWay = times(300, (n): Watching => ({
  network: `carrier ${n % 60}`,
  person: `phone ${n}`,
  at: n * 90,
  networks: 1 + (n % 4),
  claimedSeconds: 120,
}));
/** Fifteen machines that look alike behind one address: five look like repetitions. */
const computerRoom = times(15, (machine): Watching => ({
  network: 'library',
  person: 'the same machine',
  at: 3 * HOUR + machine * 4,
}));
/** Their network changed between the film and the viewing, so the site does not know that they fetched it. */
const changing = times(6, (n): Watching => ({
  network: `tunnel ${n}`,
  person: 'phone',
  at: n * HOUR,
  isFetched: false,
}));

const honest = [...homes, ...classRoom, ...lectureHall, ...company, ...onTheWay, ...computerRoom, ...changing];

test.each<[who: string, lost: number, crowd: readonly Watching[]]>([
  ['homes', 0, homes],
  ['a class with its own laptops', 0, classRoom],
  ['a lecture hall', 0, lectureHall],
  ['a company', 0, company],
  ['phones on the way', 0, onTheWay],
  ['a room of machines that look alike', 5 / 15, computerRoom],
  ['phones whose network changed before the viewing', 1, changing],
])('of the views of %s, the share %d is lost', (_, share, crowd) => expect(lostShare(crowd)).toBe(share));

test('of all honest views, at most one in two hundred is lost', () => {
  expect(honest.length).toBeGreaterThan(2500);
  expect(lostShare(honest)).toBeLessThanOrEqual(0.005);
});

/** Forgers do what they do among honest people. */
const forgers: readonly [who: string, caught: number, views: readonly Watching[]][] = [
  [
    'a script that reloads the page: 80 views in 84 seconds',
    1,
    times(80, (n) => ({ network: 'home 0', person: 'script', at: n * 1.05 })),
  ],
  [
    'a server that plays a thousand browsers in an hour, and fetches the film',
    0.8,
    times(1000, (n) => ({ network: 'server', person: `made up ${n}`, at: n * 3.5 })),
  ],
  [
    'a thousand machines that report without fetching the film',
    1,
    times(1000, (n) => ({ network: `machine ${n}`, person: 'script', at: n * 10, isFetched: false })),
  ],
  [
    'a script that claims to have watched the whole film at once',
    1,
    times(100, (n) => ({ network: `proxy ${n}`, person: 'script', at: n * 60, claimedSeconds: 600 })),
  ],
  [
    'a token that is shared by many machines',
    1,
    times(20, (n) => ({ network: `first ${n}`, person: 'script', at: n * 60, networks: 8 })),
  ],
  [
    'crawlers that say who they are',
    1,
    times(50, (n) => ({ network: `crawler ${n}`, person: 'bot', at: n * 60, viewer: { isBot: true } })),
  ],
  [
    'somebody who reloads the page every three minutes for five hours',
    0.5,
    times(100, (n) => ({ network: 'patient', person: 'person', at: n * 3 * MINUTE })),
  ],
  [
    'a server that plays a hundred browsers in an hour, and fetches the film',
    0,
    times(100, (n) => ({ network: 'quiet server', person: `made up ${n}`, at: n * 36 })),
  ],
  [
    'a thousand machines that do all that a viewer does, once each',
    0,
    times(1000, (n) => ({ network: `hired ${n}`, person: 'browser', at: n * 10 })),
  ],
];

test.each(forgers)('of the views of %s, the share %d is caught', (_, share, views) => {
  expect(lostShare(views)).toBeCloseTo(share, 2);
});

test('forgers cost honest people nothing more', () => {
  const home = homes.filter(({ network }) => network === 'home 0');
  const [, , reloading] = forgers[0]!;
  const together = lostShare([...home, ...reloading]) * (home.length + reloading.length);
  expect(together).toBe(reloading.length);
});
