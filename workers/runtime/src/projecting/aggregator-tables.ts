import type { Queryable } from '@message-db/client';
import type pg from 'pg';
import { escapeLiteral } from 'pg';
import { rulesOf, type Aggregator } from './aggregator';
import type { ViewAccess } from './view-access';
import { inTransaction } from '../base/transaction';

/** Returns the schema of the first build of a version of an aggregator's tables: `home_page_v1`. */
export function schemaOf(aggregator: Pick<Aggregator, 'name' | 'version'>): string {
  return `${aggregator.name.replaceAll('-', '_')}_v${aggregator.version}`;
}

/**
 * Ensures that this version has a build: continues one that was abandoned, and creates missing tables, empty and with
 * checkpoints at the beginning. If no build is live, this one becomes live.
 */
export async function prepareTables(pool: pg.Pool, aggregator: Aggregator, access: ViewAccess): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockBuilds(client, aggregator.name);
    const { rows } = await client.query<{ schema: string; version: number; state: string }>(
      `SELECT schema, version, state FROM runtime.build WHERE aggregator = $1
       ORDER BY array_position('{live,building,retired}', state), requested_at DESC`,
      [aggregator.name],
    );
    const own = rows.find(({ version }) => version === aggregator.version);
    const live = rows.find(({ state }) => state === 'live');
    const schema = own?.schema ?? schemaOf(aggregator);
    if (!(await isWhole(client, aggregator, schema))) await createTables(client, aggregator, access, schema);
    if (!live || live === own) await exposeTables(client, aggregator, access, schema);
    await client.query(
      `INSERT INTO runtime.build (schema, aggregator, version, state, live_at)
       VALUES ($1, $2, $3, $4, CASE $4 WHEN 'live' THEN now() END)
       ON CONFLICT (schema) DO UPDATE SET state = excluded.state, live_at = excluded.live_at, retired_at = NULL
       WHERE build.state <> excluded.state`,
      [schema, aggregator.name, aggregator.version, !live || live === own ? 'live' : 'building'],
    );
  });
}

/**
 * Recreates dropped tables of a build that still exists. If one table is missing, all are recreated, so that all of
 * them are built from the first event.
 */
export async function repairTables(
  pool: pg.Pool,
  aggregator: Aggregator,
  access: ViewAccess,
  schema: string,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockBuilds(client, aggregator.name);
    const { rows } = await client.query<{ state: string }>(
      `SELECT state FROM runtime.build WHERE schema = $1 AND state <> 'retired'`,
      [schema],
    );
    if (!rows[0]) return;
    // Fails before an upgrade of the runtime's tables, and makes one wait that has yet to commit: it renames checkpoints,
    // which must not count as dropped.
    await client.query('SELECT FROM runtime.checkpoint LIMIT 0');
    if (!(await isWhole(client, aggregator, schema))) await createTables(client, aggregator, access, schema);
    if (rows[0].state === 'live') await exposeTables(client, aggregator, access, schema);
  });
}

/**
 * Shows a build to readers: of each table, the rows that its rule allows them. Readers wait for the end of the
 * transaction, and then see this build. The views of earlier builds go, also those that this version no longer has: their
 * rules may name views that it still has. The comment of a view is its rule, so that `readBuilds` can compare it.
 */
export async function exposeTables(
  client: Queryable,
  aggregator: Aggregator,
  access: ViewAccess,
  schema: string,
): Promise<void> {
  const rules = rulesOf(aggregator);
  const earlier = await client.query<{ name: string }>(VIEWS_OF_BUILDS, [aggregator.name]);
  const gone = new Set([...rules.map(([table]) => table), ...earlier.rows.map(({ name }) => name)]);
  await client.query(`DROP VIEW IF EXISTS ${[...gone].map((name) => `view.${name}`).join(', ')}`);
  await client.query(
    rules
      .map(
        ([table, rule]) => `
    CREATE VIEW view.${table} AS ${viewOf(schema, table, rule)}; COMMENT ON VIEW view.${table} IS ${escapeLiteral(rule)}`,
      )
      .join(';'),
  );
  for (const [table] of rules) await grantView(client, table, aggregator.hidden?.[table] ?? [], access);
}

/** The views that show tables of any build of an aggregator. */
const VIEWS_OF_BUILDS = `
  SELECT DISTINCT shown.relname AS name
  FROM pg_class AS shown
  JOIN pg_rewrite AS rule ON rule.ev_class = shown.oid
  JOIN pg_depend AS dependency ON dependency.objid = rule.oid AND dependency.classid = 'pg_rewrite'::regclass
  JOIN pg_class AS base ON base.oid = dependency.refobjid AND dependency.refclassid = 'pg_class'::regclass
  JOIN pg_namespace AS build ON build.oid = base.relnamespace
  WHERE shown.relnamespace = to_regnamespace('view') AND shown.relkind = 'v'
    AND build.nspname IN (SELECT schema FROM runtime.build WHERE aggregator = $1)`;

/** Returns the query of a view of a table of a build. In its rule, `build.<table>` is another table of the same build. */
export function viewOf(schema: string, table: string, rule: string): string {
  return `SELECT * FROM ${schema}.${table} WHERE ${rule.replaceAll(/\bbuild\./g, `${schema}.`)}`;
}

/** Grants pages and operators a view, without its hidden columns. */
async function grantView(
  client: Queryable,
  table: string,
  hidden: readonly string[],
  { readers }: ViewAccess,
): Promise<void> {
  if (readers.length === 0) return;
  const { rows } = await client.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND attname <> ALL ($2)`,
    [`view.${table}`, hidden],
  );
  const columns = hidden.length > 0 ? ` (${rows[0]!.columns})` : '';
  await client.query(`GRANT SELECT${columns} ON view.${table} TO ${readers.join(', ')}`);
}

/**
 * Locks the builds of the aggregator until the transaction ends. Waits for other processes that create, swap or drop
 * its tables.
 */
export async function lockBuilds(client: Queryable, aggregator: string): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('aggregator tables'), hashtext($1))`, [aggregator]);
}

/**
 * Returns a number that identifies the tables of a category's reader, and changes when they are recreated.
 * @returns null if the tables or the checkpoint are missing.
 */
export async function tablesFor(client: Queryable, schema: string, category: string): Promise<number | null> {
  const { rows } = await client.query<{ tables: number | null }>('SELECT to_regclass($1)::oid::bigint AS tables', [
    `${schema}.checkpoint`,
  ]);
  const tables = rows[0]?.tables ?? null;
  if (tables === null) return null;
  const { rowCount } = await client.query(`SELECT FROM ${schema}.checkpoint WHERE consumer = $1 AND category = $2`, [
    schema,
    category,
  ]);
  return rowCount === 1 ? tables : null;
}

async function createTables(
  client: Queryable,
  aggregator: Aggregator,
  access: ViewAccess,
  schema: string,
): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`);
  await client.query(`CREATE TABLE ${schema}.checkpoint (LIKE runtime.checkpoint INCLUDING ALL)`);
  // Insert the checkpoint here and not at the first read, so that a missing one means that it was deleted by hand.
  await client.query(
    `INSERT INTO ${schema}.checkpoint (consumer, category, position) SELECT $1, category, 0 FROM unnest($2::text[]) AS category`,
    [schema, aggregator.projections.map(({ category }) => category)],
  );
  const operators = access.operators.join(', ');
  if (operators)
    await client.query(
      `GRANT USAGE ON SCHEMA ${schema} TO ${operators}; GRANT SELECT ON ${schema}.checkpoint TO ${operators}`,
    );
  await client.query(`SET LOCAL search_path = ${schema}, message_store, public`);
  for (const sql of Object.values(aggregator.tables)) await client.query(sql);
}

/** Returns whether all tables and checkpoints exist, and the tables have the right owner. */
async function isWhole(client: Queryable, aggregator: Aggregator, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ missing: number }>(
    `SELECT count(*) AS missing FROM unnest($1::text[]) AS name
     WHERE NOT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass(name) AND pg_has_role(current_user, relowner, 'USAGE'))`,
    [['checkpoint', ...Object.keys(aggregator.tables)].map((table) => `${schema}.${table}`)],
  );
  if (rows[0]?.missing !== 0) return false;
  const categories = aggregator.projections.map(({ category }) => category);
  const { rowCount } = await client.query(
    `SELECT FROM ${schema}.checkpoint WHERE consumer = $1 AND category = ANY ($2)`,
    [schema, categories],
  );
  return rowCount === categories.length;
}
