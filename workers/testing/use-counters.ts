import { afterAll, afterEach, beforeEach } from 'vitest';
import { type Aggregator, schemaOf } from '@message-db/runtime';
import { Added, counter, counters, label, Labelled } from './fixtures/counter';
import { handled, openTestSite } from './test-site';
import { startTestAggregator, type TestWorker } from './worker';

/** Sets up the tests of aggregators: a database that is empty before each test, and helpers to run aggregators. */
export async function useCounters() {
  const site = await openTestSite();
  const running: TestWorker[] = [];
  /** Returns the schemas of all builds. */
  const schemas = async (): Promise<string[]> => {
    const { rows } = await site.pool.query(
      `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'test_counters_v%' ORDER BY 1`,
    );
    return rows.map(({ nspname }) => nspname);
  };

  beforeEach(async () => {
    await site.pool.query(
      'TRUNCATE message_store.messages, runtime.build, runtime.outcome, runtime.projected, runtime.consumer',
    );
    for (const schema of await schemas()) await site.pool.query(`DROP SCHEMA ${schema} CASCADE`);
  });
  afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())));
  afterAll(() => site.close());

  return {
    site,
    schemas,
    /** The workers that the test has not stopped. */
    running,
    run(aggregator: Aggregator = counters, options?: Parameters<typeof startTestAggregator>[2]): TestWorker {
      const worker = startTestAggregator(site.url, aggregator, options);
      running.push(worker);
      return worker;
    },
    async stop(worker: TestWorker): Promise<void> {
      running.splice(running.indexOf(worker), 1);
      await worker.stop();
    },
    add: (id: string, amount: number, metadata = {}) =>
      site.write(counter.stream(id), Added({ counterId: id, amount, total: 0 }, { metadata })),
    name: (id: string, text: string) => site.write(label.stream(id), Labelled({ counterId: id, label: text })),
    /** Waits until an aggregator has projected all events. */
    async done(aggregator = counters): Promise<void> {
      for (const { category } of aggregator.projections) {
        await handled(site, schemaOf(aggregator), category, `${schemaOf(aggregator)}.checkpoint`);
      }
    },
    /**
     * Makes retired builds old, so that they are dropped. Until then no build is dropped, however slow the machine is.
     */
    expireRetired: () =>
      site.pool.query(`UPDATE runtime.build SET retired_at = retired_at - interval '1 day' WHERE state = 'retired'`),
    /** Writes old events to ten counters. @returns how many. */
    async fill(events: number): Promise<number> {
      await site.pool.query(
        `INSERT INTO message_store.messages (stream_name, type, position, data, metadata, time)
         SELECT 'counter-' || n % 10, 'Added', n / 10, jsonb_build_object('counterId', (n % 10)::text, 'amount', 1, 'total', 0), '{}',
           now() - interval '1 day' FROM generate_series(0, $1 - 1) AS n`,
        [events],
      );
      return events;
    },
    /** Repeats an action until `stop`, which returns how often it ran, or throws the error of the action. */
    repeatUntilStopped(action: () => Promise<unknown>): { stop(): Promise<number> } {
      let times = 0;
      let stopping = false;
      const doing = (async () => {
        for (; !stopping; times += 1) await action();
      })();
      doing.catch(() => {}); // The caller of `stop` gets the error.
      return {
        async stop() {
          stopping = true;
          await doing;
          return times;
        },
      };
    },
    rows: async () => (await site.pool.query('SELECT * FROM view.test_counters ORDER BY counter_id')).rows,
  };
}
