import type { Message, Queryable } from '@message-db/client';
import { failedMessagesOf, type FailedMessage, type Failures } from './failed-message';
import { isMessageFailure } from '../base/failure';
import { unblockFirst, unblockAll, insertAgain, insertFailed, lockCheckpoint } from './parking-changes';
import { nextStreams, waitingStreams } from './parking-queries';
import { NO_FAILURES, Retrying, type Attempt, type ParkingSettings } from './retrying';
import type { Batch } from '../consuming/reader';
import { isAwaited, recordParked } from '../outcomes/trace';

/** The interval at which to check for retries by an operator, in case a notification was lost. */
const CHECK_EVERY_MS = 5000;
/** The time that retries may take before new messages get their turn. */
const TURN_MS = 200;
const STREAMS = 20;

/**
 * Handles the batches of one partition, and keeps its failed messages (elsewhere: dead letters). A failed message does
 * not stop its batch: the transaction that commits the other messages and moves the checkpoint also stores the failed
 * one, and blocks later messages of its stream. So each stream keeps its order, and other streams continue.
 *
 * States of the first failed message of a stream: *retrying*, with back-off → handled: the transaction that commits its
 * result deletes its row, and the messages blocked behind it follow in order. Or, after the last attempt or a final
 * error → *parked*, until an operator retries or skips it. All states are in the database, so that a process that takes
 * the partition over continues where the other was.
 */
export class Parking {
  readonly #retrying: Retrying;
  /** Whether the partition has failed messages; null until it was checked. Only the partition's owner adds rows. */
  #any: boolean | null = null;
  /** The time when the next attempt is due, by `performance.now()`. */
  #dueAt = Infinity;

  constructor(private readonly settings: ParkingSettings) {
    this.#retrying = new Retrying(settings);
  }

  /** Handles a batch. Stores the messages that fail, and blocks those behind failed messages of their stream. */
  async handle({ messages, from, to }: Batch, attempt: Attempt, known: Failures = NO_FAILURES): Promise<void> {
    const { partition, retryPolicy } = this.settings;
    const waiting = await this.#waiting(messages);
    const free = messages.filter(({ streamName }) => !waiting.has(streamName));
    let failedMessages: FailedMessage[] = [];
    const settle = async (client: Queryable, failures: Failures) => {
      await partition.move(client, from, to);
      failedMessages = failedMessagesOf(messages, waiting, failures, retryPolicy);
      await this.#insertFailed(client, failedMessages);
    };
    try {
      await attempt(free, settle, known);
    } catch (error) {
      if (!isMessageFailure(error) || known.size > 0 || free.length === 0) throw error;
      return this.#handleOneByOne({ messages, from, to }, attempt, asError(error));
    }
    await this.#log(failedMessages);
  }

  /** Handles the messages of a failed batch one by one, to find the one that causes the error. */
  async #handleOneByOne({ messages, from, to }: Batch, attempt: Attempt, error: Error): Promise<void> {
    const [only] = messages;
    if (only && messages.length === 1) return this.handle({ messages, from, to }, attempt, new Map([[only.id, error]]));
    let done = from;
    for (const message of messages) {
      const next = message === messages.at(-1) ? to : message.globalPosition;
      await this.handle({ messages: [message], from: done, to: next }, attempt);
      done = next;
    }
  }

  /** Whether a retry may be due, according to the last query. */
  get isDue(): boolean {
    return performance.now() >= this.#dueAt;
  }

  /**
   * Retries what is due, for a fraction of a second or one attempt. Queries the database only while there are failed
   * messages. @returns the milliseconds until it must be called again.
   */
  async runDueWork(attempt: Attempt): Promise<number> {
    const { host, partition } = this.settings;
    const { pool } = host.store;
    const began = performance.now();
    if (this.#any === null) {
      await unblockAll(pool, partition);
      this.#any = true;
    }
    while (this.#any) {
      const next = await nextStreams(pool, partition, STREAMS);
      this.#any = next.length > 0;
      const wait = next.find((stream) => stream.wait === null || stream.wait > 0)?.wait ?? Infinity;
      this.#dueAt = performance.now() + wait;
      const due = next.filter((stream) => stream.wait !== null && stream.wait <= 0);
      if (due.length === 0) return this.#any ? Math.min(Math.ceil(wait), CHECK_EVERY_MS) : Infinity;
      for (const { streamName } of due) {
        partition.signal.throwIfAborted();
        const failed = await this.#retrying.tryNext(streamName, attempt);
        if (failed) await this.#log([failed]);
        if (performance.now() - began < TURN_MS) continue;
        this.#dueAt = 0;
        return 0;
      }
    }
    return Infinity;
  }

  /**
   * Parks a message that was handled before, because its result fails now. It comes before all failed messages of its
   * stream that followed it. Part of the caller's transaction.
   */
  async parkAgain(client: Queryable, message: Message, error: Error): Promise<void> {
    const { partition } = this.settings;
    this.#any = true;
    await lockCheckpoint(client, partition);
    await insertAgain(client, partition, { message, state: 'parked', attempts: 1, error, retryInMs: null });
  }

  async #waiting(messages: readonly Message[]): Promise<ReadonlySet<string>> {
    const { host, partition } = this.settings;
    if (this.#any === false || messages.length === 0) return new Set();
    return new Set(
      await waitingStreams(
        host.store.pool,
        partition,
        messages.map(({ streamName }) => streamName),
      ),
    );
  }

  async #insertFailed(client: Queryable, failedMessages: readonly FailedMessage[]): Promise<void> {
    const { partition, component } = this.settings;
    if (failedMessages.length === 0) return;
    this.#any = true;
    await insertFailed(client, partition, failedMessages);
    const messagesOf = (wanted: FailedMessage['state']) =>
      failedMessages.filter(({ state }) => state === wanted).map(({ message }) => message);
    // An operator may have skipped the last failed message of a stream since `waitingStreams`.
    const blocked = messagesOf('blocked').map(({ streamName }) => streamName);
    if (blocked.length > 0) await unblockFirst(client, partition, blocked);
    await recordParked(client, component, messagesOf('parked'));
  }

  /** Logs, counts and announces failed messages, after the commit. */
  async #log(failedMessages: readonly FailedMessage[]): Promise<void> {
    const { host, partition } = this.settings;
    const { consumer, category } = partition;
    for (const { message, state, attempts, error, retryInMs } of failedMessages) {
      if (state === 'blocked') continue;
      host.metrics.failed(consumer, category);
      const about = { err: error, consumer, message: message.id, type: message.type, attempts };
      if (state === 'parked') host.log.error(about, 'could not handle a message, and parked it');
      else host.log.warn({ ...about, retryInMs: Math.round(retryInMs!) }, 'could not handle a message, will try again');
      this.#dueAt = Math.min(this.#dueAt, performance.now() + (retryInMs ?? Infinity));
    }
    const traces = failedMessages
      .filter(({ state, message }) => state === 'parked' && isAwaited(message))
      .map(({ message }) => message.metadata.traceId as string);
    if (traces.length > 0) await host.announce({ traces });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
