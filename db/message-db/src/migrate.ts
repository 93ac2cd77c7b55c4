import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import type { Queryable } from './query.ts';

/*
 * Migrations: numbered files of SQL that change a schema, each applied once to a database and recorded in
 * `migration.applied`. To add one, put the next number into the folder (`005-what-it-does.sql`). A file that was released
 * is never changed again. All that are pending run in one transaction, so that a failure leaves nothing half done.
 * Statements that cannot run in a transaction, such as CREATE INDEX CONCURRENTLY, are not for them.
 */

/** The migrations of one package: a folder of its own, numbered from 001 without gaps. */
export interface Migrations {
  /** They are recorded under this name. */
  readonly name: string;
  /** Ends with a slash. */
  readonly folder: URL;
  /** The schemas that they make or change. */
  readonly schemas: readonly string[];
  /**
   * What a database can be that has their work from before it was recorded; the first that fits counts. `when`: a condition
   * in SQL. `through`: the number of the last migration whose work is there.
   */
  readonly baselines?: readonly { readonly when: string; readonly through: number }[];
}

/** One migration. */
export interface Migration {
  /** The name of its package. */
  readonly package: string;
  readonly number: number;
  /** Its file's name: `003-owners.sql`. */
  readonly file: string;
}

/** A database that the migrations at hand cannot go on from. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Applies what is pending, in one transaction. Several processes may try at once.
 * @param database a pool, or one connection that is in no transaction.
 * @param sets the packages' migrations, each after those that it stands on.
 * @returns what was applied.
 * @throws {MigrationError} for a database that is newer than the code, or in a state that no release had.
 */
export async function migrate(database: Queryable, sets: readonly Migrations[]): Promise<Migration[]> {
  if (!isPool(database)) return migrateOn(database, sets);
  const client = await database.connect();
  try {
    return await migrateOn(client, sets);
  } finally {
    client.release();
  }
}

/** Recognised by its shape, since a bundle may hold a second copy of `pg`. */
function isPool(database: Queryable): database is Pool {
  return 'totalCount' in database;
}

async function migrateOn(client: Queryable, sets: readonly Migrations[]): Promise<Migration[]> {
  await client.query('BEGIN');
  try {
    await recordBaselines(client, sets);
    const applied = await applyPending(client, sets);
    await client.query('COMMIT');
    return applied;
  } catch (error) {
    // It fails too where the connection is lost, which is not what went wrong first.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/**
 * The first step, in the caller's transaction: waits for others who migrate, and records what a database has from before
 * migrations were recorded, after comparing its tables, columns and functions with what the migrations make.
 * @returns what it recorded. @throws {MigrationError} as `migrate`.
 */
export async function recordBaselines(client: Queryable, sets: readonly Migrations[]): Promise<Migration[]> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('migrations'))`);
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('migration.applied') IS NOT NULL AS there`,
  );
  if (!rows[0]!.there) await client.query(CREATE_TABLE);
  const applied = await readApplied(client, sets);
  const baselines = new Map<Migrations, number>();
  for (const set of sets) {
    if (applied.get(set) !== 0) continue;
    for (const { when, through } of set.baselines ?? []) {
      const found = await client.query<{ fits: boolean }>(`SELECT ${when} AS fits`);
      if (found.rows[0]!.fits) {
        baselines.set(set, through);
        break;
      }
    }
  }
  if (baselines.size === 0) return [];
  await requireShape(client, [...baselines.keys()], (set) => baselines.get(set)!);
  const recorded: Migration[] = [];
  for (const [set, through] of baselines) {
    for (const migration of (await migrationsOf(set)).slice(0, through)) {
      await record(client, migration);
      recorded.push(migration);
    }
  }
  return recorded;
}

const CREATE_TABLE = `
  CREATE SCHEMA migration
  CREATE TABLE migration.applied (
    package    text        NOT NULL,
    number     integer     NOT NULL,
    file       text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (package, number)
  )`;

/** The second step, after `recordBaselines` and in the same transaction. @returns what it applied. */
export async function applyPending(client: Queryable, sets: readonly Migrations[]): Promise<Migration[]> {
  const applied = await readApplied(client, sets);
  const done: Migration[] = [];
  for (const set of sets) {
    for (const migration of (await migrationsOf(set)).slice(applied.get(set))) {
      await run(client, set, migration);
      await record(client, migration);
      done.push(migration);
    }
  }
  return done;
}

/**
 * Makes beside what there is what the applied migrations made, reads it, and undoes it: the structure that a database has
 * that nobody changed by hand. Nobody else sees it.
 * @param client in a transaction.
 * @param read while the schemas hold nothing but what the migrations made.
 */
export async function rehearse<T>(client: Queryable, sets: readonly Migrations[], read: () => Promise<T>): Promise<T> {
  const applied = await readApplied(client, sets);
  return rehearseThrough(client, sets, (set) => applied.get(set)!, read);
}

async function rehearseThrough<T>(
  client: Queryable,
  sets: readonly Migrations[],
  through: (set: Migrations) => number,
  read: () => Promise<T>,
): Promise<T> {
  await client.query('SAVEPOINT rehearsal');
  const { rows } = await client.query<{ name: string }>(
    'SELECT nspname AS name FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1)',
    [sets.flatMap(({ schemas }) => schemas)],
  );
  // Nobody can have taken the name that they get.
  for (const { name } of rows)
    await client.query(`ALTER SCHEMA ${name} RENAME TO ${name}_${randomBytes(8).toString('hex')}`);
  for (const set of sets)
    for (const migration of (await migrationsOf(set)).slice(0, through(set))) await run(client, set, migration);
  const result = await read();
  await client.query('ROLLBACK TO rehearsal');
  return result;
}

/** @throws {MigrationError} where something is missing of what the migrations through these numbers make. */
async function requireShape(
  client: Queryable,
  sets: readonly Migrations[],
  through: (set: Migrations) => number,
): Promise<void> {
  const schemas = sets.flatMap((set) => set.schemas);
  const read = async () => (await client.query<{ part: string }>(READ_SHAPE, [schemas])).rows.map(({ part }) => part);
  const expected = await rehearseThrough(client, sets, through, read);
  const found = new Set(await read());
  const missing = expected.filter((part) => !found.has(part));
  if (missing.length === 0) return;
  throw new MigrationError(
    `The database is too old to be migrated: it has no ${missing.join(', no ')}. Upgrade it with an earlier release first.`,
  );
}

const READ_SHAPE = `
  SELECT format('column %s.%s.%s %s', nspname, relname, attname, format_type(atttypid, atttypmod)) AS part
  FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
  JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
  WHERE nspname = ANY ($1) AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT format('function %s.%s(%s)', nspname, proname, oidvectortypes(proargtypes))
  FROM pg_catalog.pg_proc JOIN pg_catalog.pg_namespace ON pg_namespace.oid = pronamespace WHERE nspname = ANY ($1)
  ORDER BY 1`;

/** How many migrations of each package were applied. @throws {MigrationError} for a database that is newer. */
async function readApplied(client: Queryable, sets: readonly Migrations[]): Promise<Map<Migrations, number>> {
  const { rows } = await client.query<Migration>(
    'SELECT package, number, file FROM migration.applied ORDER BY package, number',
  );
  const applied = new Map<Migrations, number>();
  for (const set of sets) {
    const own = rows.filter((row) => row.package === set.name);
    const known = (await migrationsOf(set)).length;
    const unknown = own.find(({ number }) => number > known);
    if (unknown)
      throw new MigrationError(
        `The database is newer than this release: ${unknown.file} of ${set.name} was applied to it, which this release does not have.`,
      );
    applied.set(set, own.length);
  }
  return applied;
}

/** The files of a package in their order. @throws where one is named otherwise, or a number is missing or there twice. */
async function migrationsOf({ name, folder }: Migrations): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return files.map((file, index) => {
    const number = Number(/^(\d{3})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
    if (number !== index + 1)
      throw new Error(`${file} of ${name} should be ${String(index + 1).padStart(3, '0')}-what-it-does.sql`);
    return { package: name, number, file };
  });
}

/** Nothing of others is taken for what a migration means: it names schemas, or sets a path of its own. */
async function run(client: Queryable, { folder, name }: Migrations, { file }: Migration): Promise<void> {
  await client.query('SET LOCAL search_path = pg_catalog, pg_temp');
  try {
    await client.query(await readFile(new URL(file, folder), 'utf8'));
  } catch (error) {
    // The error stays what it is: its SQLSTATE says what can be done.
    if (error instanceof Error) error.message = `The migration ${file} of ${name} failed: ${error.message}`;
    throw error;
  }
  await client.query('SET LOCAL search_path = pg_catalog, pg_temp');
}

async function record(client: Queryable, migration: Migration): Promise<void> {
  await client.query('INSERT INTO migration.applied (package, number, file) VALUES ($1, $2, $3)', [
    migration.package,
    migration.number,
    migration.file,
  ]);
}
