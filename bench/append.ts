import { randomUUID } from 'node:crypto';
import { alternate, alternateBlocks } from './alternate';
import { bareInsert } from './baselines/bare-insert';
import { connectionPerWriter } from './baselines/connection-per-writer';
import { withoutOwnerChecks } from './baselines/without-owner-checks';
import type { Testbed, Bench } from './testbed';
import { figureOf, notMeasured, type Figure, type Goal } from './figure';
import { openWriter } from './our-writer';
import type { Database } from './server';
import { SLOW_DISK_MS } from './preload';
import { median, percentile } from './statistics';
import { audience, Watch } from './subject/audience';
import { writeFor, type Item } from './writers';

const RUNS = 5;
const RUN_MS = 1500;
/** To measure a difference of one percent, short blocks must alternate. */
const CHECK_BLOCKS = 20;
const CHECK_MS = 200;
const CHECK_ITEMS = 6000;
/** More commands than a run can write. They are made before the measurement. */
const OUR_ITEMS = 60_000;
const BASELINE_ITEMS = 15_000;
const VIDEOS = 10_000;
/** A lone writer is measured in short blocks, so that both variants run under the same load. */
const LONE_BLOCKS = 25;
const LONE_WRITES = 40;
const PER_WRITER = 'write_message on a connection each';

/** Commands a second through `store.write`, and the latency of a lone writer. */
export const append: Bench = {
  name: 'append',
  async run(testbed) {
    const database = await (await testbed.server()).database('append');
    try {
      return [
        ...(await manyWriters(testbed, database, 128, [{ atLeast: 6 }, { atLeast: 0.8 }])),
        ...(await manyWriters(testbed, database, 32, [null, null])),
        await loneWriter(testbed, database),
        ...(await ownerCheck(testbed)),
        ...(await slowDisk(testbed)),
      ];
    } finally {
      await database.drop();
    }
  },
};

async function manyWriters(
  testbed: Testbed,
  { url }: Database,
  writers: number,
  goals: readonly [Goal | null, Goal | null],
): Promise<Figure[]> {
  const our = await openWriter(url);
  const own = await connectionPerWriter(url, writers);
  const bare = await bareInsert(url);
  const batches = [1];
  const measured = await alternate(
    RUNS,
    {
      ours: async (run) => {
        const before = await our.last();
        const { done, rate } = await writeFor(RUN_MS, items(OUR_ITEMS), writers, our.write);
        batches.push(await our.batchSince(before, done));
        testbed.log(
          `${writers} writers, run ${run + 1} of ${RUNS}: ${Math.round(rate)}/s in batches of ${batches.at(-1)}`,
        );
        return rate;
      },
      own: async () => (await writeFor(RUN_MS, items(BASELINE_ITEMS), writers, own.write)).rate,
      bare: async () => (await bare.writeFor(RUN_MS, items(OUR_ITEMS), batches.at(-1) ?? 1)).rate,
    },
    { warmUps: 1 },
  );
  await Promise.all([our.close(), own.close(), bare.close()]);
  const figure = (baseline: number[], text: string, goal: Goal | null) =>
    figureOf('append', `commands/s, ${writers} writers, to ${text}`, { ours: measured.ours, baseline }, goal);
  return [
    figure(measured.own, PER_WRITER, goals[0]),
    figure(measured.bare, `bare INSERTs of as many rows (${median(batches.slice(1))})`, goals[1]),
  ];
}

async function loneWriter(testbed: Testbed, { url }: Database): Promise<Figure> {
  const our = await openWriter(url);
  const own = await connectionPerWriter(url, 1);
  testbed.log('a lone writer');
  const times = await alternateBlocks(RUNS, LONE_BLOCKS, {
    ours: () => timesOf(items(LONE_WRITES), our.write),
    own: () => timesOf(items(LONE_WRITES), (item) => own.write(item, 0)),
  });
  await Promise.all([our.close(), own.close()]);
  return figureOf(
    'append',
    'ms (p50) of a lone writer, to write_message',
    { ours: times.ours.map((run) => percentile(run, 50)), baseline: times.own.map((run) => percentile(run, 50)) },
    { atMost: 1.1 },
  );
}

/** Compares two new databases. In the second one the functions do not check the owner of a category. */
async function ownerCheck(testbed: Testbed): Promise<Figure[]> {
  const writers = 32;
  const server = await testbed.server();
  const checked = await server.database('append_checked');
  const unchecked = await server.database('append_unchecked');
  try {
    await withoutOwnerChecks(unchecked.url);
    const our = await openWriter(checked.url);
    const free = await openWriter(unchecked.url);
    testbed.log('the cost of the owner check');
    const rateOf = async ({ write }: typeof our) => [
      (await writeFor(CHECK_MS, items(CHECK_ITEMS), writers, write)).rate,
    ];
    const rates = await alternateBlocks(RUNS, CHECK_BLOCKS, { ours: () => rateOf(our), baseline: () => rateOf(free) });
    const timesIn = ({ write }: typeof our) => timesOf(items(LONE_WRITES), write);
    const times = await alternateBlocks(RUNS, LONE_BLOCKS, { ours: () => timesIn(our), baseline: () => timesIn(free) });
    await Promise.all([our.close(), free.close()]);
    const p50 = ({ ours, baseline }: typeof rates) => ({
      ours: ours.map((run) => percentile(run, 50)),
      baseline: baseline.map((run) => percentile(run, 50)),
    });
    const text = 'cost of the owner check: to the same without it';
    return [
      figureOf('append', `commands/s, ${writers} writers, ${text}`, p50(rates), { atLeast: 0.95 }),
      figureOf('append', `ms (p50) of a lone writer, ${text}`, p50(times), { atMost: 1.05 }),
    ];
  } finally {
    await Promise.all([checked.drop(), unchecked.drop()]);
  }
}

async function slowDisk(testbed: Testbed): Promise<Figure[]> {
  const writers = 32;
  const text = (baseline: string) =>
    `commands/s, ${writers} writers, each sync ${SLOW_DISK_MS} ms slower, to ${baseline}`;
  const goal = { atLeast: 15 };
  const server = await testbed.slowServer();
  if (typeof server === 'string') return [notMeasured('append', text(PER_WRITER), server, goal)];
  const database = await server.database('append');
  try {
    testbed.log(`${writers} writers on a slower disk`);
    const our = await openWriter(database.url);
    const own = await connectionPerWriter(database.url, writers);
    const bare = await bareInsert(database.url);
    const { ours, ...baselines } = await alternate(
      RUNS,
      {
        ours: async () => (await writeFor(RUN_MS, items(OUR_ITEMS), writers, our.write)).rate,
        own: async () => (await writeFor(RUN_MS, items(BASELINE_ITEMS), writers, own.write)).rate,
        bare: async () => (await bare.writeFor(RUN_MS, items(OUR_ITEMS), writers)).rate,
      },
      { warmUps: 1 },
    );
    await Promise.all([our.close(), own.close(), bare.close()]);
    return [
      figureOf('append', text(PER_WRITER), { ours, baseline: baselines.own }, goal),
      figureOf('append', text(`bare INSERTs of as many rows (${writers})`), { ours, baseline: baselines.bare }, null),
    ];
  } finally {
    await database.drop();
  }
}

async function timesOf(batch: readonly Item[], write: (item: Item) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const item of batch) {
    const startedAt = performance.now();
    await write(item);
    times.push(performance.now() - startedAt);
  }
  return times;
}

const VIDEO_IDS = Array.from({ length: VIDEOS }, () => randomUUID());

function items(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => {
    const videoId = VIDEO_IDS[Math.floor(Math.random() * VIDEOS)] as string;
    const metadata = { traceId: randomUUID(), userId: randomUUID() };
    const viewing = { videoId, viewer: `Viewer ${index % 1000}`, seconds: 1 + (index % 600) };
    return { streamName: audience.commandStream(videoId), message: Watch(viewing, { metadata }) };
  });
}
