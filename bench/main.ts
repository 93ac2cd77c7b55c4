import { OperatorError } from '@/db/operator-error';
import { onShutdown } from '@/bin/supervisor/shutdown';
import { append } from './append';
import { readArguments, type Arguments } from './arguments';
import { makeBed, type Bed, type Bench } from './bed';
import { decide } from './decide';
import { syncTime } from './disk';
import type { Figure } from './figure';
import { growth } from './growth';
import { idle } from './idle';
import { latency } from './latency';
import { machine } from './machine';
import { memory } from './memory';
import { project } from './project';
import { record } from './results';
import { table } from './table';

const BENCHES: readonly Bench[] = [append, decide, project, latency, idle, growth, memory];
/** A disk in memory syncs in less: what commits cost would not show. */
const UNLIKELY_SYNC_MS = 0.005;

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** `npm run bench`: measures, tells people on standard error, and programs by `--json` on standard output. */
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

async function measure(root: string, parent: number, { names, json }: Arguments): Promise<void> {
  const bed = await makeBed(root, (line) => say(`  ${line}`));
  let stopping = false;
  onShutdown(parent, (reason) => {
    stopping = true;
    say(`Stopping (${reason})`);
    // What is under way fails as its servers end.
    for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {});
    void bed.close().then(() => process.exit(130));
  });

  try {
    const at = new Date();
    const facts = await machine(root, { postgres: (await bed.server()).version, syncMs: syncTime(bed.folder) });
    say(`PostgreSQL ${facts.postgres}, Node ${facts.node}, ${facts.cpus}; fdatasync takes ${facts.syncMs} ms`);
    if (facts.syncMs < UNLIKELY_SYNC_MS) say('✗ That is no disk: set TMPDIR to a folder on one.');

    const figures = await runAll(
      bed,
      BENCHES.filter(({ name }) => names.includes(name)),
      () => stopping,
    );
    if (stopping) return await new Promise(() => {}); // The process ends when all is closed.

    say(`\n${table(figures)}`);
    const isOfRecord = names.length === BENCHES.length && !process.exitCode;
    if (isOfRecord) say(`\nRecorded in ${await record(root, at, facts, figures)}`);
    if (json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  } finally {
    if (!stopping) await bed.close();
  }
  process.exit();
}

/** One that fails does not keep the others from running. */
async function runAll(bed: Bed, benches: readonly Bench[], stopping: () => boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const bench of benches) {
    const began = performance.now();
    say(`\n${bench.name}`);
    try {
      figures.push(...(await bench.run(bed)));
    } catch (error) {
      if (stopping()) break;
      say(`✗ ${bench.name} has no figures: ${(error as Error).stack}`);
      process.exitCode = 1;
    }
    say(`  ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return figures;
}
