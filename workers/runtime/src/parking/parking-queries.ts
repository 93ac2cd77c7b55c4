import type { Message, Queryable } from '@message-db/client';
import type { PartitionKey } from '../consuming/checkpoint';

/** The state of a failed message: see `runtime.failed_message` in workers/runtime/migrations. */
export type FailedMessageState = 'retrying' | 'blocked' | 'parked' | 'skipped';

/** A consumer of a category. */
export type Reads = Pick<PartitionKey, 'consumer' | 'category'>;

/** A partition of a consumer. Its failed messages are those of its streams. */
export type PartitionOf = PartitionKey & { readonly partitions: number };

/** A failed message. `message` is null if it is no longer in the store. */
export interface FailedMessageRow {
  readonly messageId: string;
  readonly state: 'retrying' | 'blocked' | 'parked';
  readonly attempts: number;
  readonly message: Message | null;
}

/** Compares Message DB's hash of the stream. The first partition handles streams without an id, which have no hash. */
export const OF_PARTITION = `($4 = 1 OR coalesce(MOD(@message_store.hash_64(message_store.cardinal_id(stream_name)), $4), 0) = $3)`;
export function ofPartition({ consumer, category, partition, partitions }: PartitionOf): unknown[] {
  return [consumer, category, partition, partitions];
}

/** Returns those of the streams that have failed messages. */
export async function waitingStreams(
  client: Queryable,
  { consumer, category }: Reads,
  streamNames: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    // Sort in the order of the index, so that the planner uses it regardless of its statistics.
    `SELECT name FROM unnest($3::text[]) AS stream (name)
     WHERE (SELECT true FROM runtime.failed_message
            WHERE consumer = $1 AND category = $2 AND stream_name = name AND state <> 'skipped'
            ORDER BY stream_name, global_position LIMIT 1)`,
    [consumer, category, [...new Set(streamNames)]],
  );
  return rows.map(({ name }) => name);
}

/**
 * Returns at most `limit` streams of a partition that have failed messages, by the time of their next attempt. `wait`
 * is in milliseconds by the database's clock, 0 or less if due; null if parked.
 */
export async function nextStreams(
  client: Queryable,
  place: PartitionOf,
  limit: number,
): Promise<{ streamName: string; wait: number | null }[]> {
  const { rows } = await client.query<{ streamName: string; wait: number | null }>({
    name: 'next-streams',
    text: `
      SELECT stream_name AS "streamName", 1000 * extract(epoch FROM retry_at - clock_timestamp())::float8 AS wait
      FROM runtime.failed_message WHERE consumer = $1 AND category = $2 AND state IN ('retrying', 'parked') AND ${OF_PARTITION}
      ORDER BY retry_at LIMIT $5`,
    values: [...ofPartition(place), limit],
  });
  return rows;
}

/** Returns at most `limit` failed messages of a stream, in order. */
export async function failedMessagesIn(
  client: Queryable,
  { consumer, category }: Reads,
  streamName: string,
  limit: number,
): Promise<FailedMessageRow[]> {
  const { rows } = await client.query<FailedMessageRow & { message: Message | null }>(
    `SELECT message_id AS "messageId", state, attempts, to_jsonb(message) AS message
     FROM (SELECT message_id, global_position, state, attempts FROM runtime.failed_message
           WHERE consumer = $1 AND category = $2 AND stream_name = $3 AND state <> 'skipped'
           ORDER BY global_position LIMIT $4) AS failed
     LEFT JOIN LATERAL (
       SELECT id, stream_name AS "streamName", type, data, metadata, position, global_position AS "globalPosition",
              time AT TIME ZONE 'utc' AS time
       FROM message_store.messages WHERE id = message_id) AS message ON true
     ORDER BY global_position`,
    [consumer, category, streamName, limit],
  );
  return rows.map(({ message, ...row }) => ({ ...row, message: message && asMessage(message) }));
}

/** Converts a row to a message. The time has the format of the store's own functions. */
function asMessage(row: Message): Message {
  return { ...row, metadata: row.metadata ?? {}, time: new Date(row.time) };
}
