import type { Queryable } from '@message-db/client';
import { escapeLiteral, type Pool, type PoolClient } from 'pg';

/*
 * Postgres signals listening connections one after another. So one process can hear an announcement while another has yet
 * to be signalled, and on a busy machine the time between is long enough for a user to hear of a change by the first and
 * to ask the second for it. So announcers hold a shared advisory lock until all signals are sent, and a process that must
 * know everything that anybody can have heard waits for that lock.
 */
const KEY = 7_264_519;

/**
 * Returns one message of statements that sends each distinct payload to its channel while it holds the fence, which the
 * server does no longer than it takes; null without a payload. The signals are sent within COMMIT (Postgres 15 and later).
 * After an error, close the connection: it still holds the fence.
 */
export function announcementSql(news: Readonly<Record<string, Iterable<string>>>): string | null {
  const calls = Object.entries(news).flatMap(([channel, payloads]) =>
    [...new Set(payloads)].map((payload) => `pg_notify(${escapeLiteral(channel)}, ${escapeLiteral(payload)})`),
  );
  if (calls.length === 0) return null;
  return `SELECT pg_advisory_lock_shared(${KEY}); BEGIN; SELECT ${calls.join(', ')}; COMMIT; SELECT pg_advisory_unlock_shared(${KEY})`;
}

/** Sends each distinct payload to its channel, while it holds the fence. @throws the error of the database. */
export async function announceInFence(
  pool: Pick<Pool, 'connect'>,
  news: Readonly<Record<string, Iterable<string>>>,
): Promise<void> {
  const sql = announcementSql(news);
  if (sql === null) return;
  const client: PoolClient = await pool.connect();
  try {
    await client.query(sql);
    client.release();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

/**
 * Resolves when a listening connection has received every announcement that any other had received before the call: the
 * server sends pending notifications before the answer to a statement.
 */
export async function passFence(listening: Queryable): Promise<void> {
  await listening.query(`SELECT pg_advisory_lock(${KEY}), pg_advisory_unlock(${KEY})`);
}
