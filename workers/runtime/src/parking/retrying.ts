import type { Message, Queryable } from '@message-db/client';
import { failed, type FailedMessage, type Failures, type RetryPolicy } from './failed-message';
import { isMessageFailure } from '../base/failure';
import type { Partition } from '../consuming/reader';
import type { Host } from '../consuming/subscription';
import { unblockFirst, lockCheckpoint, recordFailure, deleteHandled } from './parking-changes';
import { failedMessagesIn, type FailedMessageRow } from './parking-queries';
import { recordParked } from '../outcomes/trace';
import { inTransaction } from '../base/transaction';

/**
 * Handles messages in a transaction that begins with `settle`, which gets the failures. Must not handle messages that
 * follow a failed one in their stream.
 * @param known failures of an earlier attempt. These messages must not be handled again.
 */
export type Attempt = (
  messages: readonly Message[],
  settle: (client: Queryable, failures: Failures) => Promise<void>,
  known: Failures,
) => Promise<void>;

export interface ParkingSettings {
  readonly host: Host;
  readonly partition: Partition;
  readonly retryPolicy: RetryPolicy;
  /** The component under whose name parked commands are recorded, for pages that await them. */
  readonly component: string;
  /** The maximum number of messages of a stream that are retried in one transaction. */
  readonly chunk: number;
}

export const NO_FAILURES: Failures = new Map();

/** Retries the failed messages of one partition. `Parking` decides when. */
export class Retrying {
  constructor(private readonly settings: ParkingSettings) {}

  /**
   * Retries the next failed messages of a stream, until one fails again. Commits the results of the handled ones
   * together with the changes of their rows.
   * @returns the message that failed, or null.
   */
  async tryNext(streamName: string, attempt: Attempt): Promise<FailedMessage | null> {
    const { host, partition, chunk } = this.settings;
    const rows = await failedMessagesIn(host.store.pool, partition, streamName, chunk);
    const gone = rows.filter(({ message }) => message === null);
    if (gone.length > 0) await this.#forget(streamName, gone);
    // An operator has skipped or retried a message since the stream was found to be due.
    if (gone.length > 0 || rows[0]?.state !== 'retrying') return null;
    return this.#tryRows(streamName, rows, attempt, new Map());
  }

  async #tryRows(
    streamName: string,
    rows: readonly FailedMessageRow[],
    attempt: Attempt,
    known: Failures,
  ): Promise<FailedMessage | null> {
    const { host, partition } = this.settings;
    const messages = rows.map(({ message }) => message as Message);
    const settling: { failed: FailedMessage | null } = { failed: null };
    try {
      await attempt(
        messages,
        async (client, failures) => {
          settling.failed = await this.#settle(client, streamName, rows, failures);
        },
        known,
      );
    } catch (error) {
      const [first] = rows;
      if (!isMessageFailure(error) || known.size > 0 || !first) throw error;
      // Only the first; the others follow after it.
      const failure: Failures = new Map([[first.messageId, error instanceof Error ? error : new Error(String(error))]]);
      return this.#tryRows(streamName, [first], attempt, rows.length > 1 ? new Map() : failure);
    }
    const about = { consumer: partition.consumer, messages: rows.length, message: rows[0]?.messageId };
    if (!settling.failed) host.log.info(about, 'handled failed messages after a retry');
    return settling.failed;
  }

  /** Deletes the handled messages and records the first failure. Without a failure, unblocks the next message. */
  async #settle(
    client: Queryable,
    streamName: string,
    rows: readonly FailedMessageRow[],
    failures: Failures,
  ): Promise<FailedMessage | null> {
    const { partition, retryPolicy, component } = this.settings;
    await lockCheckpoint(client, partition);
    const row = rows.find(({ messageId }) => failures.has(messageId));
    const done = row ? rows.slice(0, rows.indexOf(row)) : rows;
    await deleteHandled(
      client,
      partition,
      done.map(({ messageId }) => messageId),
    );
    if (!row) {
      await unblockFirst(client, partition, [streamName]);
      return null;
    }
    const failedMessage = failed(
      row.message as Message,
      row.attempts + 1,
      failures.get(row.messageId) as Error,
      retryPolicy,
    );
    await recordFailure(client, partition, failedMessage, row);
    if (failedMessage.state === 'parked') await recordParked(client, component, [failedMessage.message]);
    return failedMessage;
  }

  /** Deletes failed messages that are no longer in the store, which should never happen. */
  async #forget(streamName: string, gone: readonly FailedMessageRow[]): Promise<void> {
    const { host, partition } = this.settings;
    await inTransaction(host.store.pool, async (client) => {
      await lockCheckpoint(client, partition);
      await deleteHandled(
        client,
        partition,
        gone.map(({ messageId }) => messageId),
      );
      await unblockFirst(client, partition, [streamName]);
    });
    const about = { consumer: partition.consumer, messages: gone.length };
    host.log.warn(about, 'failed messages are no longer in the store');
  }
}
