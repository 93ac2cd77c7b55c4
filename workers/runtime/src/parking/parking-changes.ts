import type { Queryable } from '@message-db/client';
import type { FailedMessage } from './failed-message';
import { OF_PARTITION, ofPartition, type FailedMessageRow, type PartitionOf, type Reads } from './parking-queries';
import type { PartitionKey } from '../consuming/checkpoint';
import { StandbyError } from '../base/standby';

/** Another process or an operator changed the failed messages since they were read: the transaction must roll back. */
export class ParkingChangedError extends StandbyError {
  override name = 'ParkingChangedError';
}

/**
 * Locks the checkpoints of all partitions of a consumer. Every change of its failed messages needs such a lock; the
 * owner of a partition locks only its own, by `moveCheckpoint` or `lockCheckpoint`.
 */
export async function lockCheckpoints(client: Queryable, consumer: string, category: string): Promise<void> {
  // In the order of `repartition`: the consumer, then its checkpoints.
  const of = 'WHERE consumer = $1 AND category = $2';
  await client.query(`SELECT FROM runtime.consumer ${of} FOR SHARE`, [consumer, category]);
  await client.query(`SELECT FROM runtime.checkpoint ${of} ORDER BY partition FOR UPDATE`, [consumer, category]);
}

/**
 * Locks the checkpoint of a partition, for its owner.
 * @throws {ParkingChangedError} if the consumer was repartitioned.
 */
export async function lockCheckpoint(client: Queryable, place: PartitionKey): Promise<void> {
  const { consumer, category, partition, epoch } = place;
  const { rowCount } = await client.query(
    `SELECT FROM runtime.checkpoint
     WHERE consumer = $1 AND category = $2 AND partition = $3 AND epoch = $4 FOR UPDATE`,
    [consumer, category, partition, epoch],
  );
  if (rowCount !== 1) throw new ParkingChangedError(`The partitions of ${consumer} were changed`);
}

/** Inserts failed messages. One that exists already, for example after the reset of a checkpoint, stays unchanged. */
export async function insertFailed(
  client: Queryable,
  reads: Reads,
  failedMessages: readonly FailedMessage[],
): Promise<void> {
  const { consumer, category } = reads;
  await client.query(
    `INSERT INTO runtime.failed_message
       (consumer, category, message_id, stream_name, global_position, type, state, attempts, error, retry_at)
     SELECT $1, $2, id, stream_name, global_position, type, state, attempts, error,
            now() + wait * interval '1 millisecond'
     FROM unnest($3::uuid[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::int[], $9::text[], $10::float8[])
       AS failed (id, stream_name, global_position, type, state, attempts, error, wait)
     ON CONFLICT DO NOTHING`,
    [
      consumer,
      category,
      failedMessages.map(({ message }) => message.id),
      failedMessages.map(({ message }) => message.streamName),
      failedMessages.map(({ message }) => message.globalPosition),
      failedMessages.map(({ message }) => message.type),
      failedMessages.map(({ state }) => state),
      failedMessages.map(({ attempts }) => attempts),
      failedMessages.map(({ error }) => error && storable(error.message)),
      failedMessages.map(({ retryInMs }) => retryInMs),
    ],
  );
}

/** Inserts a failed message whose stream may have later failed messages. Those become blocked behind it. */
export async function insertAgain(client: Queryable, reads: Reads, failedMessage: FailedMessage): Promise<void> {
  const { streamName, globalPosition } = failedMessage.message;
  const { consumer, category } = reads;
  const { rows } = await client.query<{ isFirst: boolean }>(
    `WITH later AS (
       UPDATE runtime.failed_message SET state = 'blocked', retry_at = NULL
       WHERE consumer = $1 AND category = $2 AND stream_name = $3 AND state <> 'skipped' AND global_position > $4
     )
     SELECT NOT EXISTS (SELECT FROM runtime.failed_message WHERE consumer = $1 AND category = $2 AND stream_name = $3
                          AND state <> 'skipped' AND global_position < $4) AS "isFirst"`,
    [consumer, category, streamName, globalPosition],
  );
  await insertFailed(client, reads, [
    rows[0]!.isFirst ? failedMessage : { ...failedMessage, state: 'blocked', attempts: 0, error: null },
  ]);
}

/** Unblocks the first message of each of these streams, unless a failed message is before it. */
export async function unblockFirst(client: Queryable, reads: Reads, streamNames: readonly string[]): Promise<void> {
  const { consumer, category } = reads;
  await client.query(
    `UPDATE runtime.failed_message SET state = 'retrying', retry_at = now()
     WHERE consumer = $1 AND state = 'blocked' AND message_id = ANY (ARRAY(
       SELECT (SELECT message_id FROM runtime.failed_message
               WHERE consumer = $1 AND category = $2 AND failed_message.stream_name = stream.name AND state <> 'skipped'
               ORDER BY global_position LIMIT 1)
       FROM unnest($3::text[]) AS stream (name)))`,
    [consumer, category, [...new Set(streamNames)]],
  );
}

/**
 * Unblocks the first messages of all streams of a partition, because an operator may have deleted rows by hand. Uses
 * the index to skip from the first message of a stream to that of the next.
 */
export async function unblockAll(client: Queryable, place: PartitionOf): Promise<void> {
  const next = (condition: string) => `
    SELECT stream_name, message_id, state FROM runtime.failed_message
    WHERE consumer = $1 AND category = $2 AND state <> 'skipped' ${condition}
    ORDER BY stream_name, global_position LIMIT 1`;
  await client.query(
    `WITH RECURSIVE first AS (
       (${next('')}) UNION ALL
       SELECT next.* FROM first, LATERAL (${next('AND failed_message.stream_name > first.stream_name')}) AS next
     )
     UPDATE runtime.failed_message SET state = 'retrying', retry_at = now()
     WHERE consumer = $1 AND state = 'blocked'
       AND message_id = ANY (ARRAY(SELECT message_id FROM first WHERE state = 'blocked' AND ${OF_PARTITION}))`,
    ofPartition(place),
  );
}

/** Deletes handled messages. @throws {ParkingChangedError} if some are gone already. */
export async function deleteHandled(
  client: Queryable,
  { consumer }: Reads,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return;
  const { rowCount } = await client.query(
    `DELETE FROM runtime.failed_message WHERE consumer = $1 AND message_id = ANY ($2::uuid[]) AND state <> 'skipped'`,
    [consumer, messageIds],
  );
  if (rowCount === messageIds.length) return;
  throw new ParkingChangedError(
    `Another process or an operator has handled or skipped a message that ${consumer} retried`,
  );
}

/** Records another failure. @throws {ParkingChangedError} if the row has changed since it was read. */
export async function recordFailure(
  client: Queryable,
  { consumer }: Reads,
  { message, state, attempts, error, retryInMs }: FailedMessage,
  before: FailedMessageRow,
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE runtime.failed_message
     SET state = $3, attempts = $4, error = $5, retry_at = now() + $6 * interval '1 millisecond', last_at = now()
     WHERE consumer = $1 AND message_id = $2 AND state = $7 AND attempts = $8`,
    [consumer, message.id, state, attempts, storable(error!.message), retryInMs, before.state, before.attempts],
  );
  if (rowCount !== 1)
    throw new ParkingChangedError(`Another process or an operator has changed a message that ${consumer} retried`);
}

/** Removes NUL, which Postgres refuses in text, and truncates the text, but not within a surrogate pair. */
function storable(text: string): string {
  return text
    .replaceAll('\0', '')
    .slice(0, 2_000)
    .replace(/[\uD800-\uDBFF]$/, '');
}
