import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { admitGuests } from './guests';
import { TEMPLATE } from './test-server';

/** The categories of components that only tests have. */
const CATEGORIES = ['counter', 'errand', 'label', 'reminder'];

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the integration tests' Postgres. */
    adminUrl: string;
  }
}

/**
 * Creates a database for one test file, set up like the site's: a copy of the one that the test run set up. For
 * integration tests (`*.int.test.ts`).
 * @returns its superuser's URL, and `drop` to call at the end.
 */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = inject('adminUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(admin);
  url.pathname = `/${name}`;
  await query(admin, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const client = new pg.Client(url.href);
  await client.connect();
  await admitGuests(client, CATEGORIES);
  await client.end();
  return { url: url.href, drop: () => query(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
