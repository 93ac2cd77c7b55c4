import { afterAll, afterEach, beforeEach } from 'vitest';
import type { Aggregator } from '../aggregator';
import { schemaOf } from '../aggregator-tables';
import { Added, counter, counters, label, Labelled } from './fixtures/counter';
import { handled, openTestSite } from './site';
import { startTestAggregator, type TestWorker } from './worker';

/** What the tests of aggregators share: a database that each test finds empty, and the aggregators that it runs there. */
export async function useCounters() {
  const site = await openTestSite();
  const running: TestWorker[] = [];

  beforeEach(async () => {
    await site.pool.query('TRUNCATE message_store.messages, runtime.live_version, runtime.projected');
    await site.pool.query('DROP SCHEMA IF EXISTS test_counters_v1, test_counters_v2 CASCADE');
  });
  afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())));
  afterAll(() => site.close());

  return {
    site,
    /** Those that the test has not stopped. */
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
    /** Waits until an aggregator has projected all there is. */
    async done(aggregator = counters): Promise<void> {
      for (const { category } of aggregator.projections) {
        await handled(site, aggregator.name, category, `${schemaOf(aggregator)}.position`);
      }
    },
    rows: async () => (await site.pool.query('SELECT * FROM view.test_counters ORDER BY counter_id')).rows,
  };
}
