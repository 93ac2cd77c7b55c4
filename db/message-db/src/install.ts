import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Pool } from 'pg';
import type { Queryable } from './query.ts';
import { sqlFile } from './sql-file.ts';

/** The official SQL, in the order of Message DB's own install scripts. */
const FILES = [
  'roles/message-store',
  'schema/message-store',
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

/** Where the official script makes its role; roles are the whole cluster's, so another database may be making it too. */
const CREATE_ROLE = `
  DO $$
  BEGIN
    IF to_regrole('message_store') IS NULL THEN CREATE ROLE message_store WITH LOGIN; END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END$$`;

/**
 * A connection that first plans this function's query while the table is a page or two keeps a plan that walks the
 * whole table, ever slower as it grows. So this one function may only use the index.
 */
const KEEP_TO_THE_INDEX = 'ALTER FUNCTION message_store.stream_version(varchar) SET enable_seqscan = off';

/**
 * Message DB's functions that name others, or the table, without their schema. With a path of their own they need none
 * of the caller's. Those that are called for each row or each write name nothing and stay without: to set it takes time.
 */
const WITH_A_PATH = [
  'cardinal_id',
  'stream_version',
  'get_stream_messages',
  'get_category_messages',
  'get_last_stream_message',
];

/** Those that are brought up to date, or put right, at each time; none of them holds anything. */
const FUNCTIONS = FILES.filter((file) => file.startsWith('functions/'));

/** What this client adds: owners of categories, and a function of its own. */
const OUR_FILES = ['owners.sql', 'write-messages.sql'];

/**
 * Installs Message DB into a database, in one transaction, with what this client adds: `write_messages`, and owners of
 * categories. Where Message DB is installed its functions and these are brought up to date. Several may try at once.
 * @param database a pool, or one connection that is in no transaction; with the right to create schemas, extensions and roles.
 * @returns whether Message DB was installed.
 */
export async function install(database: Queryable): Promise<boolean> {
  if (!isPool(database)) return installOn(database);
  const client = await database.connect();
  try {
    return await installOn(client);
  } finally {
    client.release();
  }
}

/** Told by its shape, since a bundle may hold a second copy of `pg`. */
function isPool(database: Queryable): database is Pool {
  return 'totalCount' in database;
}

async function installOn(client: Queryable): Promise<boolean> {
  await client.query('BEGIN');
  try {
    const isNew = await installWithin(client);
    await client.query('COMMIT');
    return isNew;
  } catch (error) {
    // It fails too where the connection is lost, which is not what went wrong first.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** As `install`, on a connection that is in a transaction, and part of that. */
export async function installWithin(client: Queryable): Promise<boolean> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('message-db-install'))`);
  const { rows } = await client.query<{ installed: boolean }>(
    `SELECT to_regclass('message_store.messages') IS NOT NULL AS installed`,
  );
  const installed = rows[0]?.installed === true;
  await runFiles(client, installed ? FUNCTIONS : FILES);
  for (const file of OUR_FILES) await client.query(await readFile(sqlFile(file), 'utf8'));
  return !installed;
}

async function runFiles(client: Queryable, files: readonly string[]): Promise<void> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')), 'database');
  await client.query('SET LOCAL search_path = message_store, public');
  await client.query(CREATE_ROLE);
  for (const file of files) await client.query(await readFile(join(folder, `${file}.sql`), 'utf8'));
  await client.query(KEEP_TO_THE_INDEX);
  for (const name of WITH_A_PATH)
    await client.query(`ALTER FUNCTION message_store.${name} SET search_path = message_store, pg_temp`);
}
