import type { Queryable } from '@message-db/client';
import type { PartitionKey } from '../consuming/checkpoint';
import type { Timer } from './timer';

/** A partition of a consumer. Its timers are those that events of its streams have set. */
export type TimerPlace = Pick<PartitionKey, 'consumer' | 'partition'> & { readonly partitions: number };

const OF_PARTITION = `consumer = $1 AND ($3 = 1 OR MOD(@message_store.hash_64(message_store.cardinal_id(cause)), $3) = $2)`;

function valuesOf({ consumer, partition, partitions }: TimerPlace) {
  return [consumer, partition, partitions];
}

/** Sets timers, and cancels those whose id has none. Part of the transaction that moves the checkpoint. */
export async function storeTimers(
  client: Queryable,
  consumer: string,
  changes: ReadonlyMap<string, Timer | null>,
): Promise<void> {
  // Every transaction uses the same order, so that two of them cannot deadlock.
  const sorted = [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
  const set = sorted.flatMap(([, timer]) => (timer ? [timer] : []));
  const cancelled = sorted.flatMap(([id, timer]) => (timer ? [] : [id]));
  if (cancelled.length > 0) {
    await client.query('DELETE FROM runtime.timer WHERE consumer = $1 AND timer_id = ANY ($2::text[])', [
      consumer,
      cancelled,
    ]);
  }
  if (set.length > 0) {
    await client.query(
      `INSERT INTO runtime.timer (consumer, timer_id, due_at, stream_name, message, cause)
       SELECT $1, * FROM unnest($2::text[], $3::timestamptz[], $4::text[], $5::jsonb[], $6::text[])
       ON CONFLICT (consumer, timer_id) DO UPDATE
       SET due_at = excluded.due_at, stream_name = excluded.stream_name,
           message = excluded.message, cause = excluded.cause`,
      [
        consumer,
        set.map(({ id }) => id),
        set.map(({ dueAt }) => dueAt),
        set.map(({ streamName }) => streamName),
        set.map(({ message }) => JSON.stringify(message)),
        set.map(({ cause }) => cause),
      ],
    );
  }
}

/**
 * Deletes and returns at most `limit` timers that are due by the database's clock, the earliest first. Skips timers
 * that are locked by a process that has lost its lease but not noticed it yet. So each timer goes to one transaction.
 */
export async function takeDueTimers(client: Queryable, place: TimerPlace, limit: number): Promise<Timer[]> {
  const { rows } = await client.query<Timer>(
    `WITH due AS (
       SELECT timer_id FROM runtime.timer WHERE ${OF_PARTITION} AND due_at <= clock_timestamp()
       ORDER BY due_at, timer_id LIMIT $4 FOR UPDATE SKIP LOCKED
     ), taken AS (
       DELETE FROM runtime.timer WHERE consumer = $1 AND timer_id IN (SELECT timer_id FROM due) RETURNING *
     )
     SELECT timer_id AS id, to_jsonb(due_at) #>> '{}' AS "dueAt", stream_name AS "streamName", message, cause
     FROM taken ORDER BY due_at, timer_id`,
    [...valuesOf(place), limit],
  );
  return rows;
}

/**
 * Returns the milliseconds until the next timer is due, by the database's clock: negative if it is due, null if none is
 * set.
 */
export async function nextTimerIn(client: Queryable, place: TimerPlace): Promise<number | null> {
  const { rows } = await client.query<{ wait: number }>(
    `SELECT extract(epoch FROM due_at - clock_timestamp())::float8 * 1000 AS wait
     FROM runtime.timer WHERE ${OF_PARTITION} ORDER BY due_at LIMIT 1`,
    valuesOf(place),
  );
  return rows[0]?.wait ?? null;
}

/** Returns those of the message ids that are in the store. */
export async function alreadyWritten(client: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM message_store.messages WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
