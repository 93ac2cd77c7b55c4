import type { Queryable } from '@message-db/client';
import {
  rebuildProgress,
  lagOf,
  type Lag,
  countFailedMessages,
  readProcesses,
  type WorkerProcess,
} from '@message-db/runtime/operations';
import { groupBy } from '../group-by';

/** The state of all consumers, builds, timers, jobs and worker processes, as `ctl status --json` prints it. */
export interface State {
  readonly consumers: readonly ConsumerState[];
  /** Builds in progress. */
  readonly builds: readonly BuildState[];
  readonly timers: readonly TimerState[];
  readonly jobs: readonly JobsState[];
  /** Live processes, and processes that died within the last ten minutes. */
  readonly processes: readonly WorkerProcess[];
}

/** A consumer of one category. Its figures are the totals of its partitions, relative to the head of the category. */
export interface ConsumerState {
  readonly consumer: string;
  readonly category: string;
  readonly aggregator: string | null;
  readonly build: 'building' | 'live' | null;
  readonly partitions: readonly Lag[];
  /** The checkpoint of the partition that is furthest behind. */
  readonly position: number;
  readonly head: number;
  readonly messages: number;
  readonly atLeast: boolean;
  /** The age of the oldest waiting message. */
  readonly seconds: number;
  readonly retrying: number;
  readonly blocked: number;
  readonly parked: number;
  readonly skipped: number;
  readonly issue: string | null;
}

export interface BuildState {
  readonly schema: string;
  readonly aggregator: string;
  readonly version: number;
  /** From 0 to 1. */
  readonly fraction: number;
}

export interface TimerState {
  readonly consumer: string;
  /** At most 1,000, which can mean more. */
  readonly waiting: number;
  readonly nextAt: Date;
  /** Seconds since the next timer was due; negative if it is in the future. */
  readonly overdueSeconds: number;
}

/** The jobs of a consumer. */
export interface JobsState {
  readonly consumer: string;
  readonly waiting: number;
  readonly running: number;
  /** How many have failed several times in a row, and the last error of one of them. They are tried again. */
  readonly failing: number;
  readonly error: string | null;
  /** How many wait for what no process has found, and what that is for one of them. */
  readonly lacking: number;
  readonly waitsFor: string | null;
}

/** Reads the current state. */
export async function readState(client: Queryable): Promise<State> {
  const lags = await lagOf(client);
  const failedMessages = await countFailedMessages(client);
  const groups = groupBy(lags, ({ consumer, category }) => `${consumer} ${category}`);
  const consumers = [...groups.values()].map((partitions): ConsumerState => {
    const { consumer, category, aggregator, build, head, issue } = partitions[0]!;
    const failed = (state: string) =>
      failedMessages.find((row) => row.consumer === consumer && row.category === category && row.state === state)
        ?.messages ?? 0;
    return {
      consumer,
      category,
      aggregator,
      build,
      partitions,
      head,
      issue,
      position: Math.min(...partitions.map(({ position }) => position)),
      messages: partitions.reduce((sum, { messages }) => sum + messages, 0),
      atLeast: partitions.some(({ atLeast }) => atLeast),
      seconds: Math.max(...partitions.map(({ seconds }) => seconds)),
      retrying: failed('retrying'),
      blocked: failed('blocked'),
      parked: failed('parked'),
      skipped: failed('skipped'),
    };
  });
  return {
    consumers,
    builds: await readBuilds(client),
    timers: await readTimers(client),
    jobs: await readJobs(client),
    processes: await readProcesses(client),
  };
}

async function readBuilds(client: Queryable): Promise<BuildState[]> {
  const { rows } = await client.query<Omit<BuildState, 'fraction'>>(
    `SELECT schema, aggregator, version FROM runtime.build WHERE state = 'building' ORDER BY schema`,
  );
  const builds: BuildState[] = [];
  for (const build of rows)
    builds.push({ ...build, fraction: (await rebuildProgress(client, build.schema))?.fraction ?? 0 });
  return builds;
}

async function readTimers(client: Queryable): Promise<TimerState[]> {
  const { rows } = await client.query<TimerState>(
    `SELECT consumer, waiting, due_at AS "nextAt", extract(epoch FROM now() - due_at)::float8 AS "overdueSeconds"
     FROM (SELECT DISTINCT consumer FROM runtime.consumer) AS known
     CROSS JOIN LATERAL (SELECT due_at FROM runtime.timer WHERE timer.consumer = known.consumer ORDER BY due_at LIMIT 1) AS next
     CROSS JOIN LATERAL (SELECT count(*) AS waiting
       FROM (SELECT FROM runtime.timer WHERE timer.consumer = known.consumer LIMIT 1000) AS first) AS counted
     ORDER BY consumer`,
  );
  return rows;
}

/** A job that fails once or twice is probably done the next time. */
const FAILING = 3;

async function readJobs(client: Queryable): Promise<JobsState[]> {
  const { rows } = await client.query<JobsState>(
    `SELECT consumer, count(*) FILTER (WHERE worker IS NULL) AS waiting, count(worker) AS running,
            count(*) FILTER (WHERE failures >= $1) AS failing, max(error) FILTER (WHERE failures >= $1) AS error,
            count(waits_for) AS lacking, max(waits_for) AS "waitsFor"
     FROM runtime.job GROUP BY consumer ORDER BY consumer`,
    [FAILING],
  );
  return rows;
}
