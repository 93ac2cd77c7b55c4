import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Queryable } from './store';

/** The official SQL, in the order of Message DB's own install scripts. */
const FILES = [
  'roles/message-store',
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'functions/get-stream-messages',
  'functions/get-category-messages',
  'functions/get-last-stream-message',
  'indexes/messages-category',
  'indexes/messages-id',
  'indexes/messages-stream',
  'views/category-type-summary',
  'views/stream-summary',
  'views/stream-type-summary',
  'views/type-category-summary',
  'views/type-stream-summary',
  'views/type-summary',
  'privileges/schema',
  'privileges/table',
  'privileges/sequence',
  'privileges/functions',
  'privileges/views',
];

/**
 * Installs Message DB into the connection's database in one transaction. Does nothing where it is installed.
 * @param client one connection (not a pool), with the right to create schemas, extensions and roles.
 * @returns whether anything was installed.
 */
export async function install(client: Queryable): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('message-db-install'))`);
    const { rows } = await client.query<{ installed: boolean }>(
      `SELECT to_regclass('message_store.messages') IS NOT NULL AS installed`,
    );
    const installed = rows[0]?.installed === true;
    if (!installed) await runFiles(client);
    await client.query('COMMIT');
    return !installed;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function runFiles(client: Queryable): Promise<void> {
  const database = join(dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')), 'database');
  await client.query('SET LOCAL search_path = message_store, public');
  for (const file of FILES) await client.query(await readFile(join(database, `${file}.sql`), 'utf8'));
}
