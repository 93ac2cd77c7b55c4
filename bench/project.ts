import { createMessageStore, createPool } from '@message-db/client';
import type pg from 'pg';
import { alternate } from './alternate';
import { bookAggregator } from './baselines/book';
import { emmett } from './baselines/emmett';
import { bestBatchSize, readAndDrop } from './baselines/read-and-drop';
import type { Bench } from './testbed';
import { connect } from './connect';
import { figureOf } from './figure';
import { audience } from './subject/audience';
import { fillEvents } from './subject/fill';
import { TABLE, views } from './subject/views';
import { startAggregator, watchProgress } from './worker';

const RUNS = 5;
const VIDEOS = 1000;
const EVENTS = 500_000;
/** Emmett sorts all remaining events for each batch, so its log contains no more events than it can reach. */
const EMMETT_EVENTS = 120_000;
const EMMETT_BATCH_SIZES = [100, 1000, 5000];
const TRIAL = { ms: 2000, maxEvents: 6000 };
const BASELINE = { ms: 4000, maxEvents: 12_000 };

/** Events a second of an aggregator that catches up. All variants make the same table. */
export const project: Bench = {
  name: 'project',
  async run(testbed) {
    const database = await (await testbed.server()).database('project');
    const { url } = database;
    const client = await connect(url);
    await fillEvents(client, { count: EVENTS, videos: VIDEOS });
    await client.query(`SET search_path = public, message_store; ${TABLE}`);
    await emmett.fill(url, client, EMMETT_EVENTS);
    const pool = createPool({ connectionString: url });
    const store = createMessageStore(pool);
    testbed.log(`${EVENTS} events of ${VIDEOS} videos`);

    const dropBatch = await bestBatchSize(store);
    const emmettPaces = [];
    for (const size of EMMETT_BATCH_SIZES) {
      emmettPaces.push({ size, ...(await emmett.projectFor(TRIAL.ms, TRIAL.maxEvents, url, size)) });
    }
    const best = emmettPaces.toSorted((a, b) => b.rate - a.rate)[0]?.size ?? 100;
    let emmettDone = emmettPaces.reduce((sum, { done }) => sum + done, 0);

    const book = bookAggregator(client);
    let version = 0;
    const measured = await alternate(
      RUNS,
      {
        ours: async (run) => {
          const rate = await rebuild(url, client, (version += 1));
          testbed.log(`run ${run + 1} of ${RUNS}: ${Math.round(rate)}/s`);
          return rate;
        },
        dropped: () => readAndDrop(store, dropBatch),
        book: async () => (await book.projectFor(BASELINE.ms)).rate,
        emmett: async () => {
          const { done, rate } = await emmett.projectFor(BASELINE.ms, BASELINE.maxEvents, url, best);
          emmettDone += done;
          return rate;
        },
      },
      { warmUps: 1 },
    );
    await check(client, `bench_views_v${version}.bench_views`, EVENTS);
    await check(client, 'public.bench_views', book.position());
    await check(client, 'public.emmett_views', emmettDone);
    await Promise.all([client.end(), pool.end()]);
    await database.drop();

    const { ours } = measured;
    const figure = (text: string, baseline: number[], atLeast: number) =>
      figureOf('project', `events/s, to ${text}`, { ours, baseline }, { atLeast });
    return [
      figure("the book's shape", measured.book, 60),
      figure(`reading and dropping them (by ${dropBatch.toLocaleString('en')})`, measured.dropped, 0.6),
      figure(`Emmett's consumer and projector (by ${best.toLocaleString('en')})`, measured.emmett, 50),
    ];
  },
};

/** Builds a new version of the aggregator from the first event. @returns events a second. */
async function rebuild(url: string, client: pg.ClientBase, version: number): Promise<number> {
  const worker = startAggregator(url, views(version));
  const target = { table: `bench_views_v${version}.checkpoint`, category: audience.category, end: EVENTS };
  return watchProgress(client, target).finally(() => worker.stop());
}

/** Compares a table with a query over this number of events. @throws if a row differs. */
async function check(client: pg.ClientBase, table: string, events: number): Promise<void> {
  const { rows } = await client.query<{ differing: number }>(
    `WITH expected AS (
       SELECT (data->>'videoId')::uuid AS video_id, count(*) AS views, sum((data->>'seconds')::int) AS seconds,
              (array_agg(data->>'viewer' ORDER BY global_position DESC))[1] AS last_viewer
       FROM message_store.messages WHERE category(stream_name) = 'audience' AND global_position <= $1 GROUP BY 1
     )
     SELECT count(*) AS differing FROM expected AS e FULL JOIN ${table} AS t USING (video_id)
     WHERE (e.views, e.seconds, e.last_viewer) IS DISTINCT FROM (t.views, t.seconds, t.last_viewer)`,
    [events],
  );
  const differing = rows[0]?.differing;
  if (differing !== 0) throw new Error(`void: ${differing} rows of ${table} are not what ${events} events lead to`);
}
