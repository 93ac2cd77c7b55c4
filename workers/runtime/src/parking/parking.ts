import type { Message, Queryable } from '@message-db/client';
import { failedMessagesOf, type FailedMessage, type Failures } from './failed-message';
import { NO_FAILURES, type Attempt, type ParkingSettings } from './attempt';
import { isMessageFailure } from '../base/failure';
import { giveTurn, giveTurns, insertAgain, insertFailed, lockPosition } from './parking-changes';
import { nextStreams, waitingStreams } from './parking-queries';
import { Retrying } from './retrying';
import type { Batch } from '../consuming/reader';
import { isAwaited, recordParked } from '../outcomes/trace';

/** So often it is looked whether a person wants something tried again, should no notification have come. */
const LOOK_EVERY_MS = 5000;
/** After so long with what is set aside, it is the turn of what is new. */
const TURN_MS = 200;
const STREAMS = 20;

/**
 * What one partition of a consumer has set aside. A message that fails does not stop its batch: it is set aside in the
 * transaction that commits the others and moves the position, and so is everything that comes later in its stream. So
 * the order of each stream is kept, and all others go on.
 *
 * The first of a stream is tried again: *retrying*, with back-off → handled, which takes it out in the transaction that
 * writes what it led to; then those *held* behind it have their turn, in order, until the stream is free. Or it fails
 * too often, or for good → *parked*, until a person has it tried again or skips it. Nothing of this is kept in memory but
 * whether there is anything, so a process that takes over goes on where the other was.
 */
export class Parking {
  readonly #retrying: Retrying;
  /** Whether anything is set aside; null until somebody has looked. Only the partition's owner adds rows. */
  #any: boolean | null = null;
  /** When the next attempt is due, by `performance.now()`. */
  #dueAt = Infinity;

  constructor(private readonly settings: ParkingSettings) {
    this.#retrying = new Retrying(settings);
  }

  /** Handles a batch, but what waits behind others of its stream, and sets aside what fails. */
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
      return this.#handleApart({ messages, from, to }, attempt, asError(error));
    }
    await this.#tell(failedMessages);
  }

  /** One of a batch is at fault for what `error` says. Each by itself shows which. */
  async #handleApart({ messages, from, to }: Batch, attempt: Attempt, error: Error): Promise<void> {
    const [only] = messages;
    if (only && messages.length === 1) return this.handle({ messages, from, to }, attempt, new Map([[only.id, error]]));
    let done = from;
    for (const message of messages) {
      const next = message === messages.at(-1) ? to : message.globalPosition;
      await this.handle({ messages: [message], from: done, to: next }, attempt);
      done = next;
    }
  }

  /** Whether something that is known of is to be tried again. Asks nobody. */
  get isDue(): boolean {
    return performance.now() >= this.#dueAt;
  }

  /**
   * Tries again what is due, for a fraction of a second or one attempt. Asks the database only while something is set
   * aside. @returns the milliseconds until it wants to be called again.
   */
  async attend(attempt: Attempt): Promise<number> {
    const { host, partition } = this.settings;
    const { pool } = host.store;
    const began = performance.now();
    if (this.#any === null) {
      await giveTurns(pool, partition);
      this.#any = true;
    }
    while (this.#any) {
      const next = await nextStreams(pool, partition, STREAMS);
      this.#any = next.length > 0;
      const wait = next.find((stream) => stream.wait === null || stream.wait > 0)?.wait ?? Infinity;
      this.#dueAt = performance.now() + wait;
      const due = next.filter((stream) => stream.wait !== null && stream.wait <= 0);
      if (due.length === 0) return this.#any ? Math.min(Math.ceil(wait), LOOK_EVERY_MS) : Infinity;
      for (const { streamName } of due) {
        partition.signal.throwIfAborted();
        const failed = await this.#retrying.tryNext(streamName, attempt);
        if (failed) await this.#tell([failed]);
        if (performance.now() - began < TURN_MS) continue;
        this.#dueAt = 0;
        return 0;
      }
    }
    return Infinity;
  }

  /**
   * Parks a message that was handled before, because what came of it fails now. It comes before all others of its
   * stream that are set aside since then. Part of a transaction of the caller's.
   */
  async parkAgain(client: Queryable, message: Message, error: Error): Promise<void> {
    const { partition } = this.settings;
    this.#any = true;
    await lockPosition(client, partition);
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
    // Since it was looked up what waits, the last of a stream may have been skipped.
    const held = messagesOf('held').map(({ streamName }) => streamName);
    if (held.length > 0) await giveTurn(client, partition, held);
    await recordParked(client, component, messagesOf('parked'));
  }

  /** After the commit. */
  async #tell(failedMessages: readonly FailedMessage[]): Promise<void> {
    const { host, partition } = this.settings;
    const { consumer, category } = partition;
    for (const { message, state, attempts, error, retryInMs } of failedMessages) {
      if (state === 'held') continue;
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
