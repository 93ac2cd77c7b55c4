import type { Pool, PoolClient } from 'pg';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { createMessageStore, createPool, install, type MessageStore } from '../index.ts';

export interface TestStore {
  url: string;
  pool: Pool;
  store: MessageStore;
  close(): Promise<void>;
}

/** A message store in a database of its own, for one test file. */
export async function openTestStore(): Promise<TestStore> {
  const database = await createTestDatabase();
  const pool = createPool({ connectionString: database.url, max: 10 });
  await install(pool);
  return {
    url: database.url,
    pool,
    store: createMessageStore(pool),
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

/** Runs `work` on one connection between BEGIN and ROLLBACK or COMMIT, as a caller with a transaction does. */
export async function transaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
