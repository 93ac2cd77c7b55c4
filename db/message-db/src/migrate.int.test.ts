import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { migrate, MigrationError, recordBaselines, rehearse, type Migrations } from './index.ts';

let folder: string;
let url: string;
let client: Client;
let set: Migrations;

/** Makes an empty database, and a package with two migrations. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await add('001-letters.sql', 'CREATE SCHEMA letters; CREATE TABLE letters.letter (id int PRIMARY KEY)');
  await add('002-text.sql', `ALTER TABLE letters.letter ADD COLUMN text text NOT NULL DEFAULT ''`);
  set = {
    name: 'letters',
    folder: pathToFileURL(`${folder}/`),
    schemas: ['letters'],
    baselines: [{ when: `to_regclass('letters.letter') IS NOT NULL`, through: 1 }],
  };
  const name = `migrate_${Math.random().toString(36).slice(2)}`;
  await query(inject('adminUrl'), `CREATE DATABASE ${name} TEMPLATE template0`);
  url = Object.assign(new URL(inject('adminUrl')), { pathname: `/${name}` }).href;
  client = new Client(url);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await query(inject('adminUrl'), `DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  await rm(folder, { recursive: true });
});

const add = (file: string, sql: string) => writeFile(join(folder, file), sql);

async function query(connectionString: string, text: string): Promise<void> {
  const other = new Client({ connectionString });
  await other.connect();
  await other.query(text).finally(() => other.end());
}

async function applied(): Promise<string[]> {
  const { rows } = await client.query<{ file: string }>('SELECT file FROM migration.applied ORDER BY number');
  return rows.map(({ file }) => file);
}

const columns = async () =>
  (await client.query(`SELECT attname FROM pg_attribute WHERE attrelid = 'letters.letter'::regclass AND attnum > 0`))
    .rowCount;

describe('migrate', () => {
  test('applies each migration once, in order, and later ones', async () => {
    const files = async () => (await migrate(client, [set])).map(({ file }) => file);
    expect(await files()).toEqual(['001-letters.sql', '002-text.sql']);
    expect(await files()).toEqual([]);
    await add('003-index.sql', 'CREATE INDEX ON letters.letter (text)');
    expect(await files()).toEqual(['003-index.sql']);
    expect(await applied()).toEqual(['001-letters.sql', '002-text.sql', '003-index.sql']);
  });

  test('applies each migration once if several processes start at the same time', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const other = new Client(url);
        await other.connect();
        return migrate(other, [set]).finally(() => other.end());
      }),
    );
    expect(attempts.flat()).toHaveLength(2);
    expect(await columns()).toBe(2);
  });

  test('leaves nothing half done if a migration fails, names it, and continues once it is corrected', async () => {
    await add('003-broken.sql', `INSERT INTO letters.letter VALUES (1, 'a'); SELECT 1 / 0`);
    const failure = await migrate(client, [set]).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: 'The migration 003-broken.sql of letters failed: division by zero',
      code: '22012',
    });
    const { rows } = await client.query(
      `SELECT to_regclass('letters.letter') AS a, to_regclass('migration.applied') AS b`,
    );
    expect(rows).toEqual([{ a: null, b: null }]);
    await add('003-broken.sql', `INSERT INTO letters.letter VALUES (1, 'a')`);
    expect(await migrate(client, [set])).toHaveLength(3);
  });

  test('keeps the previous state if a later migration fails', async () => {
    await migrate(client, [set]);
    await add('003-broken.sql', 'ALTER TABLE letters.letter DROP COLUMN text; SELECT 1 / 0');
    await expect(migrate(client, [set])).rejects.toThrow('003-broken.sql');
    expect([await columns(), await applied()]).toEqual([2, ['001-letters.sql', '002-text.sql']]);
  });

  test('refuses a database that is newer than the code, and changes nothing', async () => {
    await add('003-newer.sql', 'CREATE TABLE letters.envelope ()');
    await migrate(client, [set]);
    await rm(join(folder, '003-newer.sql'));
    await expect(migrate(client, [set])).rejects.toThrow(
      new MigrationError(
        'The database is newer than this release: 003-newer.sql of letters was applied to it, which this release does not have.',
      ),
    );
    expect(await applied()).toHaveLength(3);
  });

  test('records the first migration on a database that has its objects, and applies the rest', async () => {
    await client.query('CREATE SCHEMA letters; CREATE TABLE letters.letter (id int PRIMARY KEY, mine text)');
    await client.query('INSERT INTO letters.letter VALUES (7)');
    expect((await migrate(client, [set])).map(({ file }) => file)).toEqual(['002-text.sql']);
    expect(await applied()).toEqual(['001-letters.sql', '002-text.sql']);
    expect((await client.query('SELECT id, text FROM letters.letter')).rows).toEqual([{ id: 7, text: '' }]);
  });

  test('refuses a database that has only a part of these objects, and names the missing ones', async () => {
    await client.query('CREATE SCHEMA letters; CREATE TABLE letters.letter (id bigint PRIMARY KEY)');
    await expect(migrate(client, [set])).rejects.toThrow(
      'The database is too old to be migrated: it has no column letters.letter.id integer. Upgrade it with an earlier release first.',
    );
    expect((await client.query(`SELECT to_regclass('migration.applied') AS a`)).rows).toEqual([{ a: null }]);
  });

  test('does not resolve names in a migration to objects of others', async () => {
    await client.query('CREATE SCHEMA mine; CREATE TABLE mine.letter (); SET search_path = mine');
    await add('002-text.sql', 'ALTER TABLE letter ADD COLUMN text text');
    await expect(migrate(client, [set])).rejects.toThrow('relation "letter" does not exist');
  });

  test.each(['02-text.sql', '002-Text.sql', '003-text.sql'])(
    'refuses %s as the name of the second file',
    async (name) => {
      await rm(join(folder, '002-text.sql'));
      await add(name, 'SELECT 1');
      await expect(migrate(client, [set])).rejects.toThrow('002-what-it-does.sql');
    },
  );
});

test('rehearse runs the applied migrations beside the existing schemas, and leaves these unchanged', async () => {
  await migrate(client, [set]);
  await client.query('ALTER TABLE letters.letter ADD COLUMN mine text; INSERT INTO letters.letter VALUES (1)');
  await client.query('BEGIN');
  await recordBaselines(client, [set]);
  const rehearsed = await rehearse(client, [set], async () => [
    await columns(),
    (await client.query('SELECT FROM letters.letter')).rowCount,
  ]);
  expect(rehearsed).toEqual([2, 0]);
  expect([await columns(), (await client.query('SELECT FROM letters.letter')).rowCount]).toEqual([3, 1]);
  await client.query('COMMIT');
});
