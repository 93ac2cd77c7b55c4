import {
  announceMessages,
  categoryOf,
  createMessageStore,
  createPool,
  type Contract,
  type Message,
  type MessageStore,
  type NewMessage,
  type Written,
} from '@message-db/client';
import type pg from 'pg';
import { expect } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { eventually } from '@message-db/runtime/testing';

export { eventually };

/** A test database with helpers for tests. */
export interface TestSite {
  readonly url: string;
  /** A pool of the superuser. */
  readonly pool: pg.Pool;
  readonly store: MessageStore;
  /** Writes messages and announces them, as writers do after their commit. */
  write(streamName: string, messages: NewMessage | readonly NewMessage[]): Promise<Written[]>;
  /** Announces messages that were written in another transaction. */
  announce(category: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a new database for one test file. Close it at the end. */
export async function openTestSite(): Promise<TestSite> {
  const database = await createTestDatabase();
  const pool = createPool({ connectionString: database.url });
  const store = createMessageStore(pool);
  return {
    url: database.url,
    pool,
    store,
    async write(streamName, messages) {
      const written = await store.write(streamName, messages);
      await announceMessages(pool, [categoryOf(streamName)]);
      return written;
    },
    announce: (category) => announceMessages(pool, [category]),
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

/** Waits until a consumer has handled every message of a category. */
export async function handled(
  site: Pick<TestSite, 'pool'>,
  consumer: string,
  category: string,
  table = 'runtime.checkpoint',
): Promise<void> {
  await eventually(async () => {
    const last = await site.pool.query<{ position: number }>(
      `SELECT coalesce(max(global_position), 0) AS position FROM message_store.messages WHERE message_store.category(stream_name) = $1`,
      [category],
    );
    const { rows } = await site.pool.query(`SELECT position FROM ${table} WHERE consumer = $1 AND category = $2`, [
      consumer,
      category,
    ]);
    expect(rows).toEqual(last.rows);
  });
}

/** Returns the events of an entity with type and data only. */
export async function eventsIn(
  site: TestSite,
  contract: Contract,
  id: string,
): Promise<Pick<Message, 'type' | 'data'>[]> {
  const stream = contract.stream(id);
  const events = (await site.store.readStreams([stream])).get(stream) ?? [];
  return events.map(({ type, data }) => ({ type, data }));
}

/** Cuts the connections of a worker, as a network failure or a restart of the server does. @returns how many. */
export async function cutConnections(site: TestSite, worker: string): Promise<number> {
  const { rowCount } = await site.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`,
    [`worker ${worker}`],
  );
  return rowCount ?? 0;
}
