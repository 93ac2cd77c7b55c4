import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '@message-db/client';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbedded } from './embedded/start';
import { createTestDatabase } from './embedded/test-database';
import { setUpDatabase } from './set-up';

const WRITE = `SELECT write_message('${randomUUID()}', 'thing-1', 'Happened', '{}')`;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let application: Pool;
let component: Pool;
let aggregator: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  const as = (role: string) => createPool({ connectionString: database.url, role: `video_tutorials_${role}`, max: 2 });
  [application, component, aggregator] = [as('application'), as('component'), as('aggregator')];
  await aggregator.query('CREATE SCHEMA "video_1"');
  await aggregator.query('CREATE TABLE video_1.video (id int); INSERT INTO video_1.video VALUES (7)');
  await aggregator.query('CREATE VIEW view.video AS SELECT * FROM video_1.video');
});
afterAll(async () => {
  await Promise.all([application, component, aggregator].map((pool) => pool?.end()));
  await database?.drop();
});

/** What came of a statement, undone afterwards: 'done' or the SQLSTATE of the refusal. */
async function attempt(pool: Pool, statement: string): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(statement);
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('nobody', () => {
  test.each(['UPDATE message_store.messages SET type = type', 'DELETE FROM message_store.messages', 'TRUNCATE message_store.messages'])(
    'may %s',
    async (statement) => {
      for (const pool of [application, component, aggregator]) expect(await attempt(pool, statement)).toBe('42501');
    },
  );
});

describe('the application', () => {
  test.each([
    WRITE,
    "SELECT * FROM get_stream_messages('thing-1')",
    'SELECT * FROM view.video',
    'SELECT FROM runtime.outcome, runtime.projected, runtime.position, runtime.parked',
    'LISTEN anything',
  ])('may %s', async (statement) => expect(await attempt(application, statement)).toBe('done'));

  test.each([
    'INSERT INTO view.video VALUES (1)',
    'DELETE FROM view.video',
    'CREATE TABLE view.mine (id int)',
    'SELECT * FROM video_1.video',
    "INSERT INTO runtime.outcome (trace_id, message_id, component, events) VALUES (gen_random_uuid(), gen_random_uuid(), 'x', '[]')",
    'DELETE FROM runtime.parked',
    'UPDATE runtime.position SET position = 0',
    'SELECT * FROM runtime.build',
    'CREATE SCHEMA mine',
    'CREATE TABLE public.mine (id int)',
  ])('may not %s', async (statement) => expect(await attempt(application, statement)).toBe('42501'));
});

describe('a component', () => {
  test.each([WRITE, 'DELETE FROM runtime.parked', "INSERT INTO runtime.position (consumer, category, position) VALUES ('c', 'thing', 1)"])(
    'may %s',
    async (statement) => expect(await attempt(component, statement)).toBe('done'),
  );

  test.each(['SELECT * FROM view.video', 'SELECT * FROM video_1.video', 'INSERT INTO view.video VALUES (1)', 'CREATE SCHEMA mine', 'CREATE TABLE runtime.mine (id int)'])(
    'may not %s',
    async (statement) => expect(await attempt(component, statement)).toBe('42501'),
  );
});

describe('an aggregator', () => {
  test.each([
    "SELECT * FROM get_category_messages('thing')",
    'CREATE SCHEMA another',
    'CREATE OR REPLACE VIEW view.video AS SELECT * FROM video_1.video',
    'DELETE FROM video_1.video',
    "INSERT INTO runtime.build (schema, aggregator, version, state) VALUES ('video_v1', 'video', 1, 'live')",
  ])('may %s', async (statement) => expect(await attempt(aggregator, statement)).toBe('done'));

  test.each([WRITE, "INSERT INTO message_store.messages (stream_name, position, type) VALUES ('thing-1', 9, 'Happened')"])(
    'may not %s',
    async (statement) => expect(await attempt(aggregator, statement)).toBe('42501'),
  );
});

test('setting up again, and on several machines at once, changes nothing', async () => {
  const lines: string[] = [];
  await Promise.all([1, 2, 3].map(() => setUpDatabase(database.url, (line) => lines.push(line))));
  expect(lines).toEqual([]);
});

describe('a user-given database', () => {
  test('is set up by an owner who is no superuser and has CREATEROLE', async () => {
    // A server of its own, because the roles are the whole server's and another user made those of this one.
    const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-owner-'));
    const server = await startEmbedded({ dataDir, log: console.error, durable: false });
    const owner = await createOwner(server.url, 'CREATEROLE');
    await setUpDatabase(owner.url, () => {});
    for (const role of ['application', 'component', 'aggregator']) {
      const pool = createPool({ connectionString: owner.url, role: `video_tutorials_${role}`, max: 1 });
      expect(await attempt(pool, WRITE)).toBe(role === 'aggregator' ? '42501' : 'done');
      await pool.end();
    }
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is refused in one sentence where its user lacks a right', async () => {
    const owner = await createOwner(database.url, 'NOCREATEROLE');
    await expect(setUpDatabase(owner.url, () => {})).rejects.toThrow(/must own the database .* and have CREATEROLE\.$/);
    await owner.drop();
  });

  test('is refused in one sentence where its user may create in it but does not own it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-owner-'));
    const server = await startEmbedded({ dataDir, log: console.error, durable: false });
    const owner = await createOwner(server.url, 'CREATEROLE');
    const name = new URL(owner.url).username;
    await run(server.url, `ALTER DATABASE ${name} OWNER TO postgres`);
    await run(server.url, `GRANT CREATE ON DATABASE ${name} TO ${name}`);
    await expect(setUpDatabase(owner.url, () => {})).rejects.toThrow(`does not own the database ${name}: have its owner run ALTER DATABASE`);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is refused in one sentence where another user made the roles, and taken once they are granted', async () => {
    const owner = await createOwner(database.url, 'CREATEROLE');
    const refusal = await setUpDatabase(owner.url, () => {}).catch((error: Error) => error.message);
    expect(refusal).toContain("Another user made the site's roles");
    await run(database.url, /GRANT .* TO "[^"]+"/.exec(refusal!)![0]);
    await setUpDatabase(owner.url, () => {});
    await owner.drop();
  });

  test('that is not there is named', async () => {
    const url = new URL(database.url);
    url.pathname = '/missing';
    await expect(setUpDatabase(url.href, () => {})).rejects.toThrow(`There is no database missing on ${url.host}`);
  });

  test('that does not answer is named', async () => {
    await expect(setUpDatabase('postgres://me@127.0.0.1:9/x', () => {})).rejects.toThrow('No database answers at 127.0.0.1:9 (ECONNREFUSED)');
  });
});

/** An empty database on a server, and its owner's URL. */
async function createOwner(adminUrl: string, rights: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `owner_${randomUUID().replaceAll('-', '')}`;
  await run(adminUrl, `CREATE ROLE ${name} LOGIN PASSWORD 'x' ${rights}`);
  await run(adminUrl, `CREATE DATABASE ${name} OWNER ${name}`);
  const url = Object.assign(new URL(adminUrl), { username: name, password: 'x', pathname: `/${name}` });
  return { url: url.href, drop: () => run(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const pool = createPool({ connectionString: url, max: 1 });
  await pool.query(statement).finally(() => pool.end());
}
