import { setTimeout as delay } from 'node:timers/promises';
import { workerFiles } from '@/bin/supervisor/workers';
import type { Bench } from './testbed';
import { connect } from './connect';
import { figureOf } from './figure';
import { bundleWorkers, startProcess } from './processes';

const WINDOWS = 5;
const WINDOW_MS = 5000;
/** The time after which the workers have started completely. */
const SETTLE_MS = 10_000;
/** A query of the head, a heartbeat and a renewal of leases, each every one or two seconds. */
const STATEMENTS_PER_WORKER = 3;

/** Statements a second of all workers of an idle site. */
export const idle: Bench = {
  name: 'idle',
  async run(testbed) {
    const database = await (await testbed.observedServer()).database('idle');
    const client = await connect(database.url);
    await client.query('CREATE EXTENSION pg_stat_statements SCHEMA public');
    const files = await bundleWorkers(testbed, workerFiles(testbed.root));
    const workers = await Promise.all(files.map(({ file }) => startProcess(testbed, file, database.url)));
    testbed.log(`${workers.length} workers`);
    await delay(SETTLE_MS);

    const rates: number[] = [];
    for (let window = 0; window < WINDOWS; window += 1) {
      const before = { statements: await statements(), at: performance.now() };
      await delay(WINDOW_MS);
      const now = { statements: await statements(), at: performance.now() };
      // Minus one for the query of this benchmark.
      rates.push(((now.statements - before.statements - 1) / (now.at - before.at)) * 1000);
    }

    async function statements(): Promise<number> {
      const { rows } = await client.query<{ calls: number }>(
        `SELECT sum(calls)::bigint AS calls FROM public.pg_stat_statements
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows[0]?.calls ?? 0;
    }

    await Promise.all(workers.map((worker) => worker.stop()));
    await client.end();
    await database.drop();
    const baseline = rates.map(() => workers.length);
    const text = 'statements/s of all workers of an idle site, to the number of workers';
    return [figureOf('idle', text, { ours: rates, baseline }, { atMost: STATEMENTS_PER_WORKER })];
  },
};
