import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { inject } from 'vitest';
import { createMessageStore, createPool, install, type MessageStore } from '../index.ts';

export interface TestStore {
  url: string;
  pool: Pool;
  store: MessageStore;
  close(): Promise<void>;
}

/** Creates an empty database on the server of the test run. Call `drop` at the end. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = inject('adminUrl');
  const name = `store_${randomUUID().replaceAll('-', '')}`;
  const run = async (statement: string) => {
    const pool = createPool({ connectionString: admin, max: 1 });
    await pool.query(statement).finally(() => pool.end());
  };
  await run(`CREATE DATABASE ${name} TEMPLATE template0`);
  const url = Object.assign(new URL(admin), { pathname: `/${name}` }).href;
  return { url, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Opens a message store in a new database, for one test file. */
export async function openTestStore(): Promise<TestStore> {
  const database = await createEmptyDatabase();
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

/** Runs `work` on one connection between BEGIN and COMMIT or ROLLBACK, like a caller with a transaction. */
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
