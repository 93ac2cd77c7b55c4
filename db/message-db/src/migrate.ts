import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import type { Queryable } from './query.ts';

/*
 * Migrations: numbered files of SQL that change a schema, each applied once to a database and recorded in
 * `migration.applied`. To add one, put the next number into the folder (`005-what-it-does.sql`). Never change a
 * released file. All pending files run in one transaction, so that a failure leaves nothing half done. So they cannot
 * have statements that cannot run in a transaction, such as CREATE INDEX CONCURRENTLY.
 */

/** The migrations of one package: a folder of files, numbered from 001 without gaps. */
export interface Migrations {
  /** The name under which they are recorded. */
  readonly name: string;
  /** Ends with a slash. */
  readonly folder: URL;
  /** The schemas that they make or change. */
  readonly schemas: readonly string[];
  /**
   * Databases that have the migrations' objects from before these were recorded; the first match counts. `when`: a
   * condition in SQL. `through`: the number of the last migration whose objects exist.
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

/** The migrations cannot upgrade this database. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Applies the pending migrations in one transaction. Several processes may try at once.
 * @param database a pool, or one connection outside a transaction.
 * @param sets the packages' migrations, each after those of the packages that it depends on.
 * @returns the applied migrations.
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

/** Checks the shape, because a bundle may hold a second copy of `pg`. */
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
    // ROLLBACK fails too if the connection is lost. The first error counts.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/**
 * The first step, in the caller's transaction: waits for other processes that migrate, and records migrations whose
 * objects a database has from before migrations were recorded. It compares its tables, columns and functions with those
 * of the migrations first.
 * @returns the recorded migrations. @throws {MigrationError} as `migrate`.
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

/** The second step, after `recordBaselines` and in the same transaction. @returns the applied migrations. */
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
 * Runs the applied migrations in new schemas beside the existing ones, reads the result, and rolls it back. The result
 * is the structure of a database without manual changes. Other sessions never see it.
 * @param client in a transaction.
 * @param read runs while the schemas hold only what the migrations made.
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
  // A random suffix, so that the new name is free.
  for (const { name } of rows)
    await client.query(`ALTER SCHEMA ${name} RENAME TO ${name}_${randomBytes(8).toString('hex')}`);
  for (const set of sets)
    for (const migration of (await migrationsOf(set)).slice(0, through(set))) await run(client, set, migration);
  const result = await read();
  await client.query('ROLLBACK TO rehearsal');
  return result;
}

/** @throws {MigrationError} if the database lacks an object of the migrations up to these numbers. */
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

/** The number of applied migrations of each package. @throws {MigrationError} for a database that is newer. */
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

/** The files of a package in order. @throws if a name is malformed, or a number is missing or used twice. */
async function migrationsOf({ name, folder }: Migrations): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return files.map((file, index) => {
    const number = Number(/^(\d{3})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
    if (number !== index + 1)
      throw new Error(`${file} of ${name} should be ${String(index + 1).padStart(3, '0')}-what-it-does.sql`);
    return { package: name, number, file };
  });
}

/**
 * Runs a file without a search path, so that names do not resolve to objects of others: a migration names schemas, or
 * sets a path.
 */
async function run(client: Queryable, { folder, name }: Migrations, { file }: Migration): Promise<void> {
  await client.query('SET LOCAL search_path = pg_catalog, pg_temp');
  try {
    await client.query(await readFile(new URL(file, folder), 'utf8'));
  } catch (error) {
    // The error keeps its class and its SQLSTATE, which the caller needs.
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
