import type { Message, Queryable } from '@message-db/client';
import { failed, type FailedMessage, type Failures } from './failed-message';
import { isMessageFailure } from '../base/failure';
import type { Attempt, ParkingSettings } from './attempt';
import { giveTurn, lockPosition, noteFailure, takeOut } from './parking-changes';
import { parkedIn, type ParkedRow } from './parking-queries';
import { recordParked } from '../outcomes/trace';
import { inTransaction } from '../base/transaction';

/** Tries again what one partition of a consumer has set aside. When that is due is not its business: see `Parking`. */
export class Retrying {
  constructor(private readonly settings: ParkingSettings) {}

  /**
   * Tries the next messages of a stream, until one fails, and commits what they lead to with their rows.
   * @returns the one that failed, if one did.
   */
  async tryNext(streamName: string, attempt: Attempt): Promise<FailedMessage | null> {
    const { host, partition, chunk } = this.settings;
    const rows = await parkedIn(host.store.pool, partition, streamName, chunk);
    const gone = rows.filter(({ message }) => message === null);
    if (gone.length > 0) await this.#forget(streamName, gone);
    // A person has skipped or moved something since it was seen to be due.
    if (gone.length > 0 || rows[0]?.state !== 'retrying') return null;
    return this.#tryRows(streamName, rows, attempt, new Map());
  }

  async #tryRows(
    streamName: string,
    rows: readonly ParkedRow[],
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
      // The first by itself; the others have their turn after it.
      const failure: Failures = new Map([[first.messageId, error instanceof Error ? error : new Error(String(error))]]);
      return this.#tryRows(streamName, [first], attempt, rows.length > 1 ? new Map() : failure);
    }
    const about = { consumer: partition.consumer, messages: rows.length, message: rows[0]?.messageId };
    if (!settling.failed) host.log.info(about, 'handled what was set aside');
    return settling.failed;
  }

  /** Takes out those before the first that failed, and notes its failure; without one, the next has its turn. */
  async #settle(
    client: Queryable,
    streamName: string,
    rows: readonly ParkedRow[],
    failures: Failures,
  ): Promise<FailedMessage | null> {
    const { partition, retryPolicy, component } = this.settings;
    await lockPosition(client, partition);
    const row = rows.find(({ messageId }) => failures.has(messageId));
    const done = row ? rows.slice(0, rows.indexOf(row)) : rows;
    await takeOut(
      client,
      partition,
      done.map(({ messageId }) => messageId),
    );
    if (!row) {
      await giveTurn(client, partition, [streamName]);
      return null;
    }
    const failedMessage = failed(
      row.message as Message,
      row.attempts + 1,
      failures.get(row.messageId) as Error,
      retryPolicy,
    );
    await noteFailure(client, partition, failedMessage, row);
    if (failedMessage.state === 'parked') await recordParked(client, component, [failedMessage.message]);
    return failedMessage;
  }

  /** Messages that are no longer in the store, which none should ever be. */
  async #forget(streamName: string, gone: readonly ParkedRow[]): Promise<void> {
    const { host, partition } = this.settings;
    await inTransaction(host.store.pool, async (client) => {
      await lockPosition(client, partition);
      await takeOut(
        client,
        partition,
        gone.map(({ messageId }) => messageId),
      );
      await giveTurn(client, partition, [streamName]);
    });
    const about = { consumer: partition.consumer, messages: gone.length };
    host.log.warn(about, 'what was set aside is no longer in the store');
  }
}
