import type { Message, Queryable } from '@message-db/client';
import { backOff } from '../base/back-off';
import { doneAfter, isDone } from '../partitions/epochs';
import type { Partitioning } from '../partitions/lease-queries';
import { loadCheckpoint, moveCheckpoint, type PartitionKey } from './checkpoint';
import { clearIssue, recordIssue } from './issue';
import { StandbyError } from '../base/standby';
import type { Host } from './subscription';
import type { Sleeper } from '../base/wake-up';

/** The messages of one read, in order. */
export interface Batch {
  readonly messages: readonly Message[];
  /** The global position after which the read began. */
  readonly from: number;
  /** The checkpoint after the batch, which may be beyond its last message. */
  readonly to: number;
}

/** The part of a category that one reader reads: all of it, or one of several partitions. */
export interface Partition extends PartitionKey {
  readonly partitions: number;
  /** Aborts when the reader must end, because the worker stops or another process may have taken over. */
  readonly signal: AbortSignal;
  /**
   * Moves the checkpoint by compare-and-set. The first statement of the transaction that does the work.
   * @throws {CheckpointMovedError} when another process has moved it.
   */
  move(client: Queryable, from: number, to: number): Promise<void>;
}

/** Handles the batches of a partition. Created when the partition is taken and after each failure. */
export interface Work {
  /** Handles a batch and moves the checkpoint from `from` to `to`, in one transaction where possible. */
  handle(batch: Batch): Promise<void>;
  /** Does other work that is due, such as retries. @returns the milliseconds until it must be called again. */
  runDueWork?(): Promise<number>;
  /** Called each time a read finds no message after `position`. */
  caughtUp?(position: number): Promise<void>;
}

/** The input of a consumer, and its handling of messages. */
export interface ConsumerOptions {
  readonly name: string;
  readonly category: string;
  /** The table of its checkpoints, qualified: `runtime.checkpoint`, or an aggregator's own table. */
  readonly checkpoints: string;
  /** The maximum number of messages in a batch. */
  readonly batchSize: number;
  /**
   * How long a batch may take, in milliseconds, before the worker counts as stuck. Ten minutes by default; `Infinity`
   * for external effects of unknown length.
   */
  readonly longestWork?: number;
  /** Reads the messages after a position, for consumers that do not need whole messages. */
  read?(after: number, batchSize: number): Promise<Message[]>;
  /** Called before a checkpoint is loaded: at the start and after each failure. */
  prepare?(): Promise<void>;
  begin(partition: Partition): Work;
}

/**
 * Reads one partition from its checkpoint on, and handles batch after batch.
 *
 * States: *preparing*, then *loading* the checkpoint → *reading* a batch, while the previous one is handled →
 * *handling* it, which commits the work and the new checkpoint together → *reading* again. Nothing read → *asleep*
 * until there are new messages or other work is due. An error → *backing off*, or *standing by* for a second after a
 * `StandbyError`; then *preparing* again. Messages that were not committed are read again. Only `end` ends the loop.
 */
export interface Reader {
  /** The epoch in which it reads. */
  readonly epoch: number;
  /** Finishes the current batch, then ends. */
  end(reason: string): Promise<void>;
}

const STANDBY_MS = 1000;
const LONGEST_WORK_MS = 10 * 60_000;
/** Operators see an issue only after this many failures in a row, because most errors disappear by themselves. */
const FAILURES_BEFORE_ISSUE = 3;

/** Starts to read at once. @param onReady called when the reader has loaded its checkpoint, or stands by. */
export function startReader(
  host: Host,
  reading: ConsumerOptions,
  partitioning: Partitioning,
  partition: number,
  onReady: () => void,
): Reader {
  const { name, category, checkpoints, batchSize, longestWork = LONGEST_WORK_MS } = reading;
  const { pool } = host.store;
  const log = host.log.child({ consumer: name, category, ...(partitioning.partitions > 1 && { partition }) });
  const sleeper: Sleeper = host.wakeUp.subscribe(category);
  const pulse = host.liveness.follow(`${name} reading ${category}, partition ${partition}`);
  const abort = new AbortController();
  const place: PartitionKey = { consumer: name, category, partition, epoch: partitioning.epoch };
  const consumerGroup = partitioning.partitions > 1 ? { member: partition, size: partitioning.partitions } : undefined;
  const part: Partition = {
    ...place,
    partitions: partitioning.partitions,
    signal: abort.signal,
    move: (client, from, to) => moveCheckpoint(client, checkpoints, place, from, to),
  };
  let ending = false;
  let failures = 0;
  let standingBy = false;
  /** True at first, because an earlier process may have recorded an issue. */
  let hasIssue = true;

  const read = (after: number) =>
    reading.read?.(after, batchSize) ??
    host.store.readBatch(category, { position: after + 1, batchSize, consumerGroup });

  async function consume(): Promise<void> {
    await reading.prepare?.();
    let position = await loadCheckpoint(pool, checkpoints, place);
    const work = reading.begin(part);
    const done = doneAfter(partitioning.done, position);
    let ahead: Promise<Message[]> | null = null;
    onReady();
    while (!ending) {
      pulse.turn(longestWork);
      const wait = (await work.runDueWork?.()) ?? Infinity;
      pulse.turn();
      if (ending) return;
      const batch = await (ahead ?? read(position));
      ahead = null;
      const last = batch.at(-1);
      if (last) {
        if (batch.length === batchSize) {
          ahead = read(last.globalPosition);
          ahead.catch(() => {}); // The code that awaits it gets the error.
        }
        const messages = done.length > 0 ? batch.filter((message) => !isDone(message, done)) : batch;
        const began = performance.now();
        pulse.turn(longestWork);
        await work.handle({ messages, from: position, to: last.globalPosition });
        pulse.turn();
        host.metrics.handled(name, category, messages.length, (performance.now() - began) / 1000);
        position = last.globalPosition;
        log.debug({ messages: batch.length, position }, 'handled');
        standingBy = false;
        await recovered();
      }
      if (batch.length < batchSize) {
        await work.caughtUp?.(position);
        if (!last) {
          await recovered();
          if (!ending) await sleep(Math.min(wait, withJitter(host.longestSleep)));
        }
      }
    }
  }

  async function sleep(milliseconds: number): Promise<void> {
    pulse.turn(milliseconds);
    await sleeper.sleep(milliseconds);
    pulse.turn();
  }

  async function recovered(): Promise<void> {
    if (failures > 1) log.info({ failures }, 'works again');
    failures = 0;
    if (!hasIssue) return;
    await clearIssue(pool, place);
    hasIssue = false;
  }

  async function run(): Promise<void> {
    while (!ending) {
      try {
        pulse.turn();
        await consume();
      } catch (error) {
        await sleepUnlessEnding(await takeNote(error));
      }
    }
    sleeper.close();
    pulse.end();
  }

  /** @returns how many milliseconds to wait before the next attempt. */
  async function takeNote(error: unknown): Promise<number> {
    if (error instanceof StandbyError) {
      log[standingBy ? 'debug' : 'info']({ reason: error.message }, 'standing by');
      standingBy = true;
      onReady();
      return STANDBY_MS;
    }
    failures += 1;
    if (!ending) host.metrics.failed(name, category);
    const wait = backOff(failures);
    // The next process repeats work that a stop has interrupted.
    host.outage.notice(error);
    const logLevel = host.outage.logLevelOf(error);
    // A wait for other processes, for example for missing tables, is logged once.
    const level = ending || (logLevel === 'warn' && failures > 1) ? 'debug' : logLevel;
    log[level]({ err: error, failures, retryInMs: Math.round(wait) }, 'could not handle, will try again');
    if (logLevel === 'error' && failures >= FAILURES_BEFORE_ISSUE && !ending) {
      hasIssue = true;
      await recordIssue(pool, place, error).catch(() => {});
    }
    return wait;
  }

  async function sleepUnlessEnding(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    // New messages must not cut a back-off short, or a busy category would make this a hot loop.
    while (!ending && Date.now() < until) await sleep(until - Date.now());
  }

  const running = run();
  return {
    epoch: partitioning.epoch,
    async end(reason) {
      ending = true;
      abort.abort(new StandbyError(reason));
      sleeper.wake();
      await running;
    },
  };
}

/** Returns 75 to 100 % of a time, so that the readers of a process do not all need a connection at once. */
function withJitter(milliseconds: number): number {
  return milliseconds * (0.75 + Math.random() / 4);
}
