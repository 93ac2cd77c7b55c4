import { createMessageStore, createPool, type MessageStore } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { analytics } from '@/workers/aggregators/analytics/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { alternate } from './alternate';
import { connect } from './connect';
import { figureOf } from './figure';
import { writeViewings } from './subject/fill-analytics';
import type { Bench } from './testbed';
import { startAggregator, waitForEnd } from './worker';

const RUNS = 3;
const VIDEOS = 1_000;
const CREATORS = 50;
const BATCH_SIZE = 5_000;
const CATEGORIES = [videoPublishing.category, viewCounting.category, viewAuditing.category];

const uuid = (kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-b000-${String(n).padStart(12, '0')}`;

/** Events a second of the analytics, when they are made again from all events. */
export const rebuild: Bench = {
  name: 'rebuild',
  async run(testbed) {
    const database = await (await testbed.server()).database('rebuild');
    const { url } = database;
    const videos = Array.from({ length: VIDEOS }, (_, n) => ({ videoId: uuid(1, n), ownerId: uuid(2, n % CREATORS) }));
    await writeViewings(url, videos, testbed.events, testbed.log);
    const client = await connect(url);
    const pool = createPool({ connectionString: url });
    const store = createMessageStore(pool);
    const ends = new Map<string, number>();
    let events = 0;
    for (const category of CATEGORIES) {
      const { rows } = await client.query<{ end: number; count: number }>(
        `SELECT max(global_position)::int AS end, count(*)::int AS count FROM message_store.messages
         WHERE message_store.category(stream_name) = $1`,
        [category],
      );
      ends.set(category, rows[0]!.end);
      events += rows[0]!.count;
    }
    testbed.log(`${events.toLocaleString('en')} events of viewings and audits`);

    let version = analytics.version;
    const measured = await alternate(
      RUNS,
      {
        ours: async (run) => {
          // A higher version is built from the first event.
          const next = { ...analytics, version: (version += 1) };
          const startedAt = performance.now();
          const worker = startAggregator(url, next);
          try {
            for (const [category, end] of ends)
              await waitForEnd(client, { table: `${schemaOf(next)}.checkpoint`, category, end });
          } finally {
            await worker.stop();
          }
          const rate = (events / (performance.now() - startedAt)) * 1000;
          testbed.log(`run ${run + 1}: ${Math.round(rate)}/s`);
          return rate;
        },
        dropped: () => readAndDrop(store, events),
      },
      { warmUps: 0 },
    );
    await Promise.all([client.end(), pool.end()]);
    await database.drop();
    return [
      figureOf(
        'rebuild',
        `events/s of all analytics from ${events.toLocaleString('en')} events, to reading and dropping them`,
        { ours: measured.ours, baseline: measured.dropped },
        { atLeast: 0.33 },
      ),
    ];
  },
};

/** Reads all events of the categories in batches, and drops them. @returns events a second. */
async function readAndDrop(store: MessageStore, events: number): Promise<number> {
  const startedAt = performance.now();
  for (const category of CATEGORIES) for await (const _ of store.read(category, { batchSize: BATCH_SIZE }));
  return (events / (performance.now() - startedAt)) * 1000;
}
