import { join } from 'node:path';
import { alternateBlocks } from './alternate';
import { bareSteps, type Steps } from './baselines/bare-steps';
import { pollingWorkers } from './baselines/polling';
import type { Testbed, Bench } from './testbed';
import { connect } from './connect';
import { figureOf, type Figure } from './figure';
import { bundleWorkers, startProcess, type WorkerProcess } from './processes';
import { execute, type Server } from './server';
import { percentile } from './statistics';
import { audience } from './subject/audience';
import { fillEvents } from './subject/fill';
import { TABLE } from './subject/views';
import { openRoundTrip } from './round-trip';
import { waitForEnd } from './worker';

const RUNS = 5;
const VIDEOS = 1000;
const PAST_EVENTS = 10;
/** A run has five blocks of each variant, in turn. */
const BLOCKS = 5;
const BLOCK = { ours: 100, bare: 100, polling: 8 };

/** Milliseconds from the commit of a command to the commit of its row, through a component and an aggregator. */
export const latency: Bench = {
  name: 'latency',
  async run(testbed) {
    const server = await testbed.observedServer();
    const [through, bare, polling] = await prepare(server);
    const workers = await startWorkers(testbed, through);
    const steps = await bareSteps(bare);
    const pollers = await pollingWorkers(polling);
    const ours = await openRoundTrip(through, 'bench_views_v1.bench_views', true);
    const polled = await openRoundTrip(polling, 'public.bench_views', false);
    testbed.log(`${RUNS * BLOCKS * BLOCK.ours} commands, one at a time`);

    const measured = await alternateBlocks<{ ours: number; bare: Steps; polling: number }>(RUNS, BLOCKS, {
      ours: () => repeat(BLOCK.ours, () => ours.measure(anyVideo())),
      bare: () => steps.measure(BLOCK.bare, anyVideo),
      polling: () => repeat(BLOCK.polling, () => afterRandomDelay(() => polled.measure(anyVideo()))),
    });

    await Promise.all([steps.close(), pollers.stop(), ours.close(), polled.close()]);
    await Promise.all(workers.map((worker) => worker.stop()));
    return [
      figure(
        'p99',
        'the bare steps, p99 each',
        measured.ours,
        measured.bare.map((run) => sumOf(run, 99)),
        2,
      ),
      figure(
        'p50',
        'the bare steps, p50 each',
        measured.ours,
        measured.bare.map((run) => sumOf(run, 50)),
        null,
      ),
      figure(
        'p99',
        'polling every 100 ms',
        measured.ours,
        measured.polling.map((run) => percentile(run, 99)),
        null,
      ),
      figure(
        'p50',
        'polling every 100 ms',
        measured.ours,
        measured.polling.map((run) => percentile(run, 50)),
        null,
      ),
    ];
  },
};

function figure(
  which: 'p50' | 'p99',
  text: string,
  runs: number[][],
  baseline: number[],
  atMost: number | null,
): Figure {
  const ours = runs.map((run) => percentile(run, which === 'p99' ? 99 : 50));
  const goal = atMost === null ? null : { atMost };
  return figureOf('latency', `ms (${which}) from a command's commit to its row, to ${text}`, { ours, baseline }, goal);
}

/** Returns the sum of the steps, each at its own percentile. */
function sumOf(run: readonly Steps[], percent: number): number {
  const [first] = run;
  const names = Object.keys(first ?? {}) as (keyof Steps)[];
  return names.reduce(
    (sum, name) =>
      sum +
      percentile(
        run.map((steps) => steps[name]),
        percent,
      ),
    0,
  );
}

/** Makes three databases with the same events. In ours, the worker makes the table. */
async function prepare(server: Server): Promise<[string, string, string]> {
  const { url } = await server.database('latency');
  const client = await connect(url);
  await fillEvents(client, { count: VIDEOS * PAST_EVENTS, videos: VIDEOS });
  await client.end();
  const copies = [];
  for (const name of ['latency_bare', 'latency_polling']) copies.push(await server.database(name, 'latency'));
  for (const copy of copies) {
    await execute(copy.url, [
      TABLE.replace('bench_views', 'public.bench_views'),
      `INSERT INTO public.bench_views
       SELECT (data->>'videoId')::uuid, count(*), 0, '' FROM message_store.messages GROUP BY 1`,
    ]);
  }
  return [url, ...copies.map((copy) => copy.url)] as [string, string, string];
}

async function startWorkers(testbed: Testbed, url: string): Promise<WorkerProcess[]> {
  const sources = ['audience', 'views'].map((name) => ({
    name,
    file: join(testbed.root, `bench/subject/start-${name}.ts`),
  }));
  const files = await bundleWorkers(testbed, sources);
  const workers = await Promise.all(files.map(({ file }) => startProcess(testbed, file, url)));
  const client = await connect(url);
  await waitForEnd(client, {
    table: 'bench_views_v1.checkpoint',
    category: audience.category,
    end: VIDEOS * PAST_EVENTS,
  });
  await client.end();
  return workers;
}

function anyVideo(): number {
  return Math.floor(Math.random() * VIDEOS);
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) measured.push(await measure());
  return measured;
}

/** Waits a random time first, so that the command comes at any moment between two polls. */
async function afterRandomDelay<Result>(work: () => Promise<Result>): Promise<Result> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
  return work();
}
