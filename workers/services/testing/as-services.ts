import { createPool } from '@message-db/client';
import type { Pool } from 'pg';
import { createTestDatabase } from './test-database';

/** The names of the services in Postgres, written out, so that a test does not read them from the tested code. */
export const SERVICES = [
  'application',
  'identity',
  'send_email',
  'video_publishing',
  'view_counting',
  'creators_videos',
  'home_page',
  'operations',
  'user_credentials',
  'videos',
  'operator',
];

export const role = (service: string) => `video_tutorials_${service}`;

/** Opens a database that is set up, with a connection for each service in its role. */
export async function openAsServices() {
  const database = await createTestDatabase();
  const pools = new Map(
    SERVICES.map((service) => [service, createPool({ connectionString: database.url, role: role(service), max: 1 })]),
  );
  return {
    url: database.url,
    as: (service: string): Pool => pools.get(service)!,
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
      await database.drop();
    },
  };
}

/** Runs a statement and rolls it back. @returns 'done', or the SQLSTATE of the refusal. */
export async function attempt(pool: Pool, statement: string): Promise<string> {
  const came = await touch(pool, statement);
  return typeof came === 'string' ? came : 'done';
}

/** The same. @returns the number of affected rows, or the SQLSTATE of the refusal. */
export async function touch(pool: Pool, statement: string): Promise<string | number | null> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    return (await client.query(statement)).rowCount;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** Runs a statement as the user of a URL. */
export async function run(url: string, statement: string): Promise<void> {
  const pool = createPool({ connectionString: url, max: 1 });
  await pool.query(statement).finally(() => pool.end());
}
