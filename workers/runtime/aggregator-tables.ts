import type { Queryable } from '@message-db/client';
import type pg from 'pg';
import type { Aggregator } from './aggregator';
import { StandBy } from './stand-by';
import { inTransaction } from './transaction';

/** The schema of one version of an aggregator's tables: `home_page_v1`. */
export function schemaOf(aggregator: Pick<Aggregator, 'name' | 'version'>): string {
  return `${aggregator.name.replaceAll('-', '_')}_v${aggregator.version}`;
}

export interface Prepared {
  /** Whether readers see this version; if not, it is built beside the live one. */
  readonly live: boolean;
  /** Whether the tables were made just now, so that everything is to be read from the first event. */
  readonly created: boolean;
}

/**
 * Makes the tables of this version, empty and with positions at the beginning, unless they are all there. One that
 * somebody dropped takes the others with it, so that all are built anew from the first event. Where no version is
 * live yet, this one is.
 * @throws {StandBy} when a newer version is live: versions only go up.
 */
export async function prepareTables(pool: pg.Pool, aggregator: Aggregator): Promise<Prepared> {
  return inTransaction(pool, async (client) => {
    await lock(client, aggregator);
    const live = await liveVersion(client, aggregator);
    if (live !== null && live > aggregator.version) {
      throw new StandBy(
        `Version ${live} of ${aggregator.name} is live, and this code has version ${aggregator.version}; to go back to it, raise its version`,
      );
    }
    const created = await anyMissing(client, tablesOf(aggregator));
    if (created) await createTables(client, aggregator);
    if (live !== null && live < aggregator.version) return { live: false, created };
    if (live === null || (await anyMissing(client, viewsOf(aggregator)))) await exposeTables(client, aggregator);
    return { live: true, created };
  });
}

/**
 * Lets readers see this version: swaps the views over in one transaction and drops the tables of the versions before.
 * @throws {StandBy} when a newer version is live.
 */
export async function goLive(pool: pg.Pool, aggregator: Aggregator): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lock(client, aggregator);
    const live = (await liveVersion(client, aggregator)) ?? 0;
    if (live > aggregator.version) throw new StandBy(`Version ${live} of ${aggregator.name} is live`);
    if (live < aggregator.version) await exposeTables(client, aggregator);
    const { rows } = await client.query<{ schema: string }>(
      `SELECT nspname AS schema FROM pg_namespace
       WHERE nspname ~ ('^' || $1 || '_v[0-9]+$') AND substring(nspname FROM '[0-9]+$')::bigint < $2`,
      [aggregator.name.replaceAll('-', '_'), aggregator.version],
    );
    for (const { schema } of rows) await client.query(`DROP SCHEMA ${schema} CASCADE`);
  });
}

/**
 * Whether everything is still as the consumer of a category left it: all tables and views there, its position too.
 * Somebody may have dropped them, and another consumer may have begun to build them anew.
 */
export async function isIntact(
  client: Queryable,
  aggregator: Aggregator,
  category: string,
  position: number,
): Promise<boolean> {
  if (await anyMissing(client, [...tablesOf(aggregator), ...viewsOf(aggregator)])) return false;
  const { rowCount } = await client.query(
    `SELECT FROM ${schemaOf(aggregator)}.position WHERE consumer = $1 AND category = $2 AND position = $3`,
    [aggregator.name, category, position],
  );
  return rowCount === 1;
}

async function createTables(client: pg.PoolClient, aggregator: Aggregator): Promise<void> {
  const schema = schemaOf(aggregator);
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`);
  await client.query(`CREATE TABLE ${schema}.position (LIKE runtime.position INCLUDING ALL)`);
  await client.query(`SET LOCAL search_path = ${schema}, message_store, public`);
  for (const sql of Object.values(aggregator.tables)) await client.query(sql);
}

async function exposeTables(client: pg.PoolClient, aggregator: Aggregator): Promise<void> {
  for (const table of Object.keys(aggregator.tables)) {
    await client.query(`DROP VIEW IF EXISTS view.${table}`);
    await client.query(`CREATE VIEW view.${table} AS SELECT * FROM ${schemaOf(aggregator)}.${table}`);
  }
  await client.query(
    `INSERT INTO runtime.live_version (aggregator, version) VALUES ($1, $2)
     ON CONFLICT (aggregator) DO UPDATE SET version = excluded.version, since = now()`,
    [aggregator.name, aggregator.version],
  );
}

function tablesOf(aggregator: Aggregator): string[] {
  return ['position', ...Object.keys(aggregator.tables)].map((table) => `${schemaOf(aggregator)}.${table}`);
}

function viewsOf(aggregator: Aggregator): string[] {
  return Object.keys(aggregator.tables).map((table) => `view.${table}`);
}

async function anyMissing(client: Queryable, names: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ missing: number }>(
    'SELECT count(*) AS missing FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL',
    [names],
  );
  return rows[0]?.missing !== 0;
}

async function liveVersion(client: pg.PoolClient, aggregator: Aggregator): Promise<number | null> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT version FROM runtime.live_version WHERE aggregator = $1',
    [aggregator.name],
  );
  return rows[0]?.version ?? null;
}

async function lock(client: pg.PoolClient, aggregator: Aggregator): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('aggregator tables'), hashtext($1))`, [aggregator.name]);
}
