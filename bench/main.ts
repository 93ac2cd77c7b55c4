import { OperatorError } from '@/db/operator-error';
import { onShutdown } from '@/bin/supervisor/shutdown';
import { append } from './append';
import { browse } from './browse';
import { readArguments, type Arguments } from './arguments';
import { openTestbed, type Testbed, type Bench } from './testbed';
import { dashboard } from './dashboard';
import { decide } from './decide';
import { syncTime } from './disk';
import type { Figure } from './figure';
import { growth } from './growth';
import { idle } from './idle';
import { latency } from './latency';
import { machine } from './machine';
import { media } from './media';
import { memory } from './memory';
import { freshness } from './freshness';
import { overload } from './overload';
import { pages } from './pages';
import { project } from './project';
import { queue } from './queue';
import { rebuild } from './rebuild';
import { record } from './record';
import { record as recordFigures } from './results';
import { search } from './search';
import { signIn } from './sign-in';
import { studio } from './studio';
import { transcode } from './transcode';
import { table } from './table';
import { upload } from './upload';
import { weight } from './weight';

const BENCHES: readonly Bench[] = [
  append,
  decide,
  project,
  latency,
  idle,
  growth,
  memory,
  media,
  upload,
  record,
  pages,
  overload,
  signIn,
  freshness,
  queue,
  transcode,
  weight,
  studio,
  browse,
  search,
  dashboard,
  rebuild,
];
/** A faster sync means that the disk is in memory, where commits cost nothing. */
const UNLIKELY_SYNC_MS = 0.005;

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** Runs `npm run bench`. Writes text to standard error, and with `--json` the figures to standard output. */
export async function run(root: string, parent: number): Promise<void> {
  try {
    await measure(
      root,
      parent,
      readArguments(
        process.argv.slice(2),
        BENCHES.map(({ name }) => name),
      ),
    );
  } catch (error) {
    const expected = error instanceof OperatorError || error instanceof TypeError;
    say(`✗ ${expected ? error.message : (error as Error).stack}`);
    process.exitCode = 1;
  }
}

async function measure(
  root: string,
  parent: number,
  { names, json, changes, videos, events }: Arguments,
): Promise<void> {
  const testbed = await openTestbed(root, { changes, videos, events }, (line) => say(`  ${line}`));
  let stopping = false;
  onShutdown(parent, (reason) => {
    stopping = true;
    say(`Stopping (${reason})`);
    // Running benchmarks fail when their servers stop.
    for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {});
    void testbed.close().then(() => process.exit(130));
  });

  try {
    const at = new Date();
    const facts = await machine(root, { postgres: (await testbed.server()).version, syncMs: syncTime(testbed.folder) });
    say(`PostgreSQL ${facts.postgres}, Node ${facts.node}, ${facts.cpus}; fdatasync takes ${facts.syncMs} ms`);
    if (facts.syncMs < UNLIKELY_SYNC_MS) say('✗ The temporary folder is not on a disk: set TMPDIR to one that is.');

    const figures = await runAll(
      testbed,
      BENCHES.filter(({ name }) => names.includes(name)),
      () => stopping,
    );
    if (stopping) return await new Promise(() => {}); // The process exits after the testbed is closed.

    say(`\n${table(figures)}`);
    const isComplete = names.length === BENCHES.length && !process.exitCode;
    if (isComplete) say(`\nRecorded in ${await recordFigures(root, at, facts, figures)}`);
    if (json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  } finally {
    if (!stopping) await testbed.close();
  }
  process.exit();
}

/** Runs the benchmarks. A failed one does not stop the others. */
async function runAll(testbed: Testbed, benches: readonly Bench[], stopping: () => boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const bench of benches) {
    const startedAt = performance.now();
    say(`\n${bench.name}`);
    try {
      figures.push(...(await bench.run(testbed)));
    } catch (error) {
      if (stopping()) break;
      say(`✗ ${bench.name} failed: ${(error as Error).stack}`);
      process.exitCode = 1;
    }
    say(`  ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  }
  return figures;
}
