import { join } from 'node:path';
import { alternate } from './alternate';
import type { Testbed, Bench } from './testbed';
import { connect } from './connect';
import { figureOf } from './figure';
import { bundleWorkers, startProcess } from './processes';
import { audience } from './subject/audience';
import { fillEvents } from './subject/fill';
import { waitForEnd } from './worker';

const RUNS = 5;
const VIDEOS = 1000;
const MILLION = 1_000_000;
const LIMIT_MB = 200;

/** The peak memory of a worker process while it projects all events from the first. */
export const memory: Bench = {
  name: 'memory',
  async run(testbed) {
    const server = await testbed.server();
    const one = await server.database('memory_1m');
    await fill(one.url, MILLION, 0);
    const twoMillion = await server.database('memory_2m', 'memory_1m');
    await fill(twoMillion.url, 2 * MILLION, MILLION);
    const [worker] = await bundleWorkers(testbed, [
      { name: 'views', file: join(testbed.root, 'bench/subject/start-views.ts') },
    ]);
    const file = worker?.file ?? '';

    const measured = await alternate(
      RUNS,
      {
        one: (run) => peak(testbed, file, one.url, MILLION, run + 1),
        twoMillion: (run) => peak(testbed, file, twoMillion.url, 2 * MILLION, run + 1),
      },
      { warmUps: 0 },
    );
    await one.drop();
    await twoMillion.drop();
    const limit = measured.one.map(() => LIMIT_MB);
    const figure = (text: string, ours: number[], baseline: number[], atMost: number) =>
      figureOf('memory', `MB at most, rebuilding from ${text}`, { ours, baseline }, { atMost });
    return [
      figure(`1 M events, to ${LIMIT_MB} MB`, measured.one, limit, 1),
      figure(`2 M events, to ${LIMIT_MB} MB`, measured.twoMillion, limit, 1),
      figure('2 M events, to 1 M', measured.twoMillion, measured.one, 1.1),
    ];
  },
};

async function fill(url: string, count: number, after: number): Promise<void> {
  const client = await connect(url);
  await fillEvents(client, { count, videos: VIDEOS, after });
  await client.end();
}

/** @param version differs for each run, so that the worker rebuilds. */
async function peak(testbed: Testbed, file: string, url: string, events: number, version: number): Promise<number> {
  const client = await connect(url);
  const worker = await startProcess(testbed, file, url, [String(version)]);
  await waitForEnd(client, { table: `bench_views_v${version}.checkpoint`, category: audience.category, end: events });
  const mb = await worker.peakMb();
  await worker.stop();
  await client.end();
  testbed.log(`run ${version} of ${RUNS}: ${Math.round(mb)} MB for ${events / MILLION} M events`);
  return mb;
}
