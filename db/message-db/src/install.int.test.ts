import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { createMessageStore, createPool, install, storeMigrations } from './index.ts';
import { Counted } from './testing/messages.ts';
import { openTestStore } from './testing/store.ts';

const { url, pool, close } = await openTestStore();
const databases: string[] = [];
afterAll(async () => {
  for (const name of databases) await pool.query(`DROP DATABASE "${name}" WITH (FORCE)`);
  await close();
});

/** Creates an empty database. */
async function emptyDatabase(owner?: string): Promise<string> {
  const name = `install_${randomUUID().replaceAll('-', '')}`;
  databases.push(name);
  await pool.query(`CREATE DATABASE "${name}" ${owner ? `OWNER "${owner}"` : ''} TEMPLATE template0`);
  const empty = new URL(url);
  empty.pathname = name;
  return empty.href;
}

async function connected<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('install', () => {
  test('installs once, and does nothing the second time', async () => {
    const empty = await emptyDatabase();
    expect(await connected(empty, install)).toBe(true);
    expect(await connected(empty, install)).toBe(false);
  });

  test('installs once if several try at the same time', async () => {
    const empty = await emptyDatabase();
    const attempts = await Promise.all(Array.from({ length: 5 }, () => connected(empty, install)));
    expect(attempts.filter(Boolean)).toHaveLength(1);
  });

  test('installs into several databases of a cluster at the same time', async () => {
    const empty = [await emptyDatabase(), await emptyDatabase(), await emptyDatabase()];
    expect(await Promise.all(empty.map((database) => connected(database, install)))).toEqual([true, true, true]);
  });

  test('adds what the client needs to a Message DB that was installed by other means, for every role that may write', async () => {
    const writer = `writer_${randomUUID().replaceAll('-', '')}`;
    await connected(await emptyDatabase(), async (client) => {
      await client.query(
        `BEGIN; ${await readFile(new URL('001-message-db.sql', storeMigrations.folder), 'utf8')}; COMMIT`,
      );
      await client.query(
        `CREATE ROLE "${writer}"; GRANT EXECUTE ON FUNCTION message_store.write_message TO "${writer}"`,
      );
      await client.query('REVOKE EXECUTE ON FUNCTION message_store.write_message FROM PUBLIC');
      expect(await install(client)).toBe(false);
      const { rows } = await client.query(
        `SELECT grantee::regrole::text FROM pg_proc, aclexplode(proacl) WHERE proname = 'write_messages' ORDER BY 1`,
      );
      expect(rows.map(({ grantee }) => grantee)).toEqual(['message_store', 'postgres', writer]);
      await client.query(`DROP OWNED BY "${writer}"; DROP ROLE "${writer}"`);
    });
  });

  test('accepts a pool too, and releases its connection', async () => {
    const other = createPool({ connectionString: await emptyDatabase(), max: 1 });
    expect(await install(other)).toBe(true);
    expect(await install(other)).toBe(false);
    await other.end();
  });

  test('leaves nothing behind if it fails', async () => {
    const empty = await emptyDatabase();
    await connected(empty, async (client) => {
      await client.query('CREATE SCHEMA message_store CREATE TABLE message_store.stream_summary (taken int)');
      await expect(install(client)).rejects.toThrow(/stream_summary/);
      const { rows } = await client.query(`SELECT to_regclass('message_store.messages') AS messages`);
      expect(rows).toEqual([{ messages: null }]);
    });
  });

  test('needs no superuser: the owner of the database is enough', async () => {
    const owner = `owner_${randomUUID().replaceAll('-', '')}`;
    await pool.query(`CREATE ROLE "${owner}" LOGIN PASSWORD 'owner' CREATEROLE`);
    const empty = new URL(await emptyDatabase(owner));
    empty.username = owner;
    empty.password = 'owner';
    expect(await connected(empty.href, install)).toBe(true);

    const owners = createPool({ connectionString: empty.href });
    expect(await createMessageStore(owners).write('counter-1', Counted({ n: 1 }))).toMatchObject([{ position: 0 }]);
    await owners.end();
    const name = empty.pathname.slice(1);
    await pool.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    databases.splice(databases.indexOf(name), 1);
    await pool.query(`DROP ROLE "${owner}"`);
  });
});
