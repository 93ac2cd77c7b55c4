import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { OperatorError } from '@/db/operator-error';
import {
  rebuildProgress,
  type RebuildProgress,
  NoSuchAggregatorError,
  requestRebuild,
  isWorkerAlive,
} from '@message-db/runtime/operations';
import type { Database } from './database';
import type { Terminal } from './terminal';
import { duration, listed, printable } from './text';
import { UsageError } from './usage-error';

const POLL_MS = 200;
/** The supervisor restarts a worker sooner than this. */
const TIMEOUT_MS = 5000;

/** `ctl rebuild`: requests a rebuild of an aggregator's tables, and shows the progress until pages read them. */
export async function rebuild({ pool, reading }: Database, terminal: Terminal, aggregator: string): Promise<number> {
  const schema = await request(pool, aggregator);
  const stopped = terminal.stopped();
  const startedAt = performance.now();
  terminal.note(`Rebuilding ${aggregator} as ${schema}, beside the tables that pages read. Ctrl-C ends the bar only.`);
  const bar = terminal.bar('{bar} {percentage} %', 100);
  let end: RebuildProgress | null | 'stopped';
  try {
    end = await watch(reading, aggregator, schema, stopped, ({ fraction }) => bar.show(Math.floor(fraction * 100)));
  } finally {
    bar.end();
  }
  if (end === 'stopped') {
    terminal.note(`The rebuild of ${aggregator} continues: npm run ctl -- status shows its progress.`);
    return 0;
  }
  if (end?.state === 'live') {
    await terminal.say(
      `✓ Pages read the new tables of ${aggregator} (${duration((performance.now() - startedAt) / 1000)})`,
    );
    return 0;
  }
  throw new OperatorError(
    `This build of ${aggregator} was replaced by another one: npm run ctl -- status shows the current builds.`,
  );
}

/** Polls a build until it ends. @returns its last state; null if it no longer exists. */
async function watch(
  pool: Pool,
  aggregator: string,
  schema: string,
  stopped: AbortSignal,
  show: (progress: RebuildProgress) => void,
): Promise<RebuildProgress | null | 'stopped'> {
  let aliveAt = performance.now();
  for (;;) {
    const progress = await rebuildProgress(pool, schema);
    if (progress) show(progress);
    if (progress?.state !== 'building') return progress;
    if (stopped.aborted) return 'stopped';
    if (progress.issues.length > 0) {
      throw new OperatorError(
        `The rebuild cannot continue, and pages still read the old tables: ${printable(progress.issues.join('; '))}`,
      );
    }
    if (await isWorkerAlive(pool, aggregator)) aliveAt = performance.now();
    else if (performance.now() - aliveAt > TIMEOUT_MS) {
      throw new OperatorError(
        `No worker of ${aggregator} is alive to build its tables. The rebuild starts as soon as there is one.`,
      );
    }
    await pause(POLL_MS, undefined, { signal: stopped }).catch(() => {});
  }
}

async function request(pool: Pool, aggregator: string): Promise<string> {
  try {
    return await requestRebuild(pool, aggregator);
  } catch (error) {
    if (!(error instanceof NoSuchAggregatorError)) throw error;
    const { rows } = await pool.query<{ aggregator: string }>(
      `SELECT aggregator FROM runtime.build WHERE state = 'live' ORDER BY aggregator`,
    );
    const known = rows.length === 0 ? 'none' : listed(rows.map((row) => row.aggregator));
    throw new UsageError(`There is no aggregator ${aggregator} with tables: there is ${known}.`);
  }
}
