import type { Message, Queryable } from '@message-db/client';
import { backOff } from '../base/back-off';
import { doneAfter, isDone } from '../partitions/epochs';
import type { Partitioning } from '../partitions/lease-queries';
import { loadCheckpoint, moveCheckpoint, type PartitionKey } from './checkpoint';
import { clearIssue, recordIssue } from './issue';
import { StandbyError } from '../base/standby';
import type { Host } from './subscription';
import type { Sleeper } from '../base/wake-up';

/** What was read in one go, in order. */
export interface Batch {
  readonly messages: readonly Message[];
  /** The position before it. */
  readonly from: number;
  /** The position after it, which may be beyond its last message. */
  readonly to: number;
}

/** The part of a consumer's category that one reader reads: everything, or one of several partitions. */
export interface Partition extends PartitionKey {
  readonly partitions: number;
  /** Aborts when the reading must end: the worker stops, or another process may have taken over. */
  readonly signal: AbortSignal;
  /**
   * Moves the position by compare-and-set: the first statement of a transaction that does the work.
   * @throws {CheckpointMovedError} when somebody else has moved it.
   */
  move(client: Queryable, from: number, to: number): Promise<void>;
}

/** What is done with a partition, from when it is taken, or after a failure, until it is lost or fails. */
export interface Work {
  /** Does the work of a batch and moves the position from `from` to `to`, in one transaction where that is possible. */
  handle(batch: Batch): Promise<void>;
  /** Does whatever else is due. @returns the milliseconds until it wants to be called again. */
  attend?(): Promise<number>;
  /** Called each time that a read finds nothing more after `position`. */
  caughtUp?(position: number): Promise<void>;
}

/** What a consumer reads and what it does with it. */
export interface ConsumerOptions {
  readonly name: string;
  readonly category: string;
  /** Where its positions are, qualified: `runtime.position`, or an aggregator's own table. */
  readonly positions: string;
  /** At most how many messages a batch has. */
  readonly batchSize: number;
  /**
   * At most how many milliseconds the work on a batch may take before the worker counts as stuck: ten minutes unless
   * told, `Infinity` for effects outside that take as long as they take.
   */
  readonly longestWork?: number;
  /** How to read on after a position, where not all of each message is needed. */
  read?(after: number, batchSize: number): Promise<Message[]>;
  /** Called before a position is loaded: at the start and after each failure. */
  prepare?(): Promise<void>;
  begin(partition: Partition): Work;
}

/**
 * Reads one partition from its position on, and hands over batch after batch.
 *
 * States: *preparing*, then *loading* the position → *reading* a batch, while the one before is handled → *handling*
 * it, which commits the work and the new position together → *reading* again; nothing read → *asleep* until there is
 * news, or something else is due. Anything thrown → *backing off*, or, for `StandbyError`, *standing by* a second; then
 * *preparing* again: what was not committed is read again, and nothing ends the loop but `end`.
 */
export interface Reader {
  /** Of the partitioning that it reads under. */
  readonly epoch: number;
  /** Lets the batch in hand finish, then ends. */
  end(reason: string): Promise<void>;
}

const STAND_BY_MS = 1000;
const LONGEST_WORK_MS = 10 * 60_000;
/** An error that goes away by itself is no problem to tell of. */
const FAILURES_OF_A_PROBLEM = 3;

/** Starts to read at once. @param onReady called when it has prepared and loaded its position, or stands by. */
export function startReader(
  host: Host,
  reading: ConsumerOptions,
  partitioning: Partitioning,
  partition: number,
  onReady: () => void,
): Reader {
  const { name, category, positions, batchSize, longestWork = LONGEST_WORK_MS } = reading;
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
    move: (client, from, to) => moveCheckpoint(client, positions, place, from, to),
  };
  let ending = false;
  let failures = 0;
  let standingBy = false;
  /** Somebody may have told of one before this process was there. */
  let hasProblem = true;

  const read = (after: number) =>
    reading.read?.(after, batchSize) ??
    host.store.readBatch(category, { position: after + 1, batchSize, consumerGroup });

  async function consume(): Promise<void> {
    await reading.prepare?.();
    let position = await loadCheckpoint(pool, positions, place);
    const work = reading.begin(part);
    const done = doneAfter(partitioning.done, position);
    let ahead: Promise<Message[]> | null = null;
    onReady();
    while (!ending) {
      pulse.turn(longestWork);
      const wait = (await work.attend?.()) ?? Infinity;
      pulse.turn();
      if (ending) return;
      const batch = await (ahead ?? read(position));
      ahead = null;
      const last = batch.at(-1);
      if (last) {
        if (batch.length === batchSize) {
          ahead = read(last.globalPosition);
          ahead.catch(() => {}); // Whoever awaits it hears of it.
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
          if (!ending) await sleep(Math.min(wait, atOddTimes(host.longestSleep)));
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
    if (!hasProblem) return;
    await clearIssue(pool, place);
    hasProblem = false;
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
      return STAND_BY_MS;
    }
    failures += 1;
    if (!ending) host.metrics.failed(name, category);
    const wait = backOff(failures);
    // Work that was broken off because we stop is begun again by the next process.
    host.outage.notice(error);
    const logLevel = host.outage.logLevelOf(error);
    // What waits for others, such as tables that are not there yet, is told once.
    const level = ending || (logLevel === 'warn' && failures > 1) ? 'debug' : logLevel;
    log[level]({ err: error, failures, retryInMs: Math.round(wait) }, 'could not handle, will try again');
    if (logLevel === 'error' && failures >= FAILURES_OF_A_PROBLEM && !ending) {
      hasProblem = true;
      await recordIssue(pool, place, error).catch(() => {});
    }
    return wait;
  }

  async function sleepUnlessEnding(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    // News must not cut a back-off short, or a busy category would turn it into a hot loop.
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

/** Between three quarters and all of a time, so that the readers of a process do not look, and need a connection, all at once. */
function atOddTimes(milliseconds: number): number {
  return milliseconds * (0.75 + Math.random() / 4);
}
