import type pg from 'pg';
import type { Aggregator } from './aggregator';
import { inTransaction } from './transaction';

/** The schema of one version of an aggregator's tables: `home_page_v1`. */
export function schemaOf(aggregator: Pick<Aggregator, 'name' | 'version'>): string {
  return `${aggregator.name.replaceAll('-', '_')}_v${aggregator.version}`;
}

/**
 * Makes the tables of this version, empty and with positions at the beginning, unless they are all there. One that
 * somebody dropped takes the others with it, so that all are built anew from the first event. Where no version is
 * live yet, this one is.
 */
export async function prepareTables(pool: pg.Pool, aggregator: Aggregator): Promise<void> {
  const schema = schemaOf(aggregator);
  await inTransaction(pool, async (client) => {
    await lock(client, aggregator);
    const names = ['position', ...Object.keys(aggregator.tables)].map((table) => `${schema}.${table}`);
    const { rows } = await client.query<{ missing: number }>(
      `SELECT count(*) AS missing FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL`,
      [names],
    );
    if (rows[0]?.missing !== 0) {
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`);
      await client.query(`CREATE TABLE ${schema}.position (LIKE runtime.position INCLUDING ALL)`);
      await client.query(`SET LOCAL search_path = ${schema}, message_store, public`);
      for (const sql of Object.values(aggregator.tables)) await client.query(sql);
    }
    const live = await liveVersion(client, aggregator);
    if (live === null || live === aggregator.version) await exposeTables(client, aggregator);
  });
}

/**
 * Lets readers see this version: swaps the views over in one transaction and drops the tables of the version before.
 * Does nothing when this version, or a newer one, is live.
 */
export async function goLive(pool: pg.Pool, aggregator: Aggregator): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lock(client, aggregator);
    const live = await liveVersion(client, aggregator);
    if (live === null || live >= aggregator.version) return;
    await exposeTables(client, aggregator);
    await client.query(`DROP SCHEMA IF EXISTS ${schemaOf({ name: aggregator.name, version: live })} CASCADE`);
  });
}

async function exposeTables(client: pg.PoolClient, aggregator: Aggregator): Promise<void> {
  const schema = schemaOf(aggregator);
  for (const table of Object.keys(aggregator.tables)) {
    await client.query(`DROP VIEW IF EXISTS view.${table}`);
    await client.query(`CREATE VIEW view.${table} AS SELECT * FROM ${schema}.${table}`);
  }
  await client.query(
    `INSERT INTO runtime.live_version (aggregator, version) VALUES ($1, $2)
     ON CONFLICT (aggregator) DO UPDATE SET version = excluded.version, since = now()`,
    [aggregator.name, aggregator.version],
  );
}

async function liveVersion(client: pg.PoolClient, aggregator: Aggregator): Promise<number | null> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT version FROM runtime.live_version WHERE aggregator = $1`,
    [aggregator.name],
  );
  return rows[0]?.version ?? null;
}

async function lock(client: pg.PoolClient, aggregator: Aggregator): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('aggregator tables'), hashtext($1))`, [aggregator.name]);
}
