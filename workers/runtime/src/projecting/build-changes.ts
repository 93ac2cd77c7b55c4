import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Aggregator } from './aggregator';
import { exposeTables, lockBuilds } from './aggregator-tables';
import { recordProjectedSoFar } from '../outcomes/trace';
import type { ViewAccess } from './view-access';
import { inTransaction } from '../base/transaction';

/** The time for which the live build may be paused while the new one catches up. Readers do not wait for that. */
const LEVEL_MS = 1000;
const LEVEL_LOOK_MS = 10;
/**
 * How long to wait for the locks of all views. New readers wait meanwhile, so this is less than the second after which
 * Postgres looks for deadlocks and might cancel a reader.
 */
const VIEWS_MS = 500;

/**
 * Makes a build live in place of the live one, in one transaction, if it has projected all that the live one has.
 * Otherwise changes nothing. Records the awaited events that it has projected.
 * @param mayDowngrade whether a newer version may be replaced.
 * @returns the recorded trace ids; null if nothing was swapped.
 */
export async function swap(
  pool: pg.Pool,
  aggregator: Aggregator,
  access: ViewAccess,
  schema: string,
  mayDowngrade: boolean,
): Promise<string[] | null> {
  return inTransaction(pool, async (client) => {
    await lockBuilds(client, aggregator.name);
    const { rows } = await client.query<{ schema: string; version: number; state: string }>(
      'SELECT schema, version, state FROM runtime.build WHERE aggregator = $1',
      [aggregator.name],
    );
    if (!rows.some((build) => build.schema === schema && build.state === 'building')) return null;
    const live = rows.find(({ state }) => state === 'live');
    if (live && live.version > aggregator.version && !mayDowngrade) return null;
    if (live && !(await catchUp(client, live.schema, schema))) return null;
    const traces = await recordProjectedSoFar(client, aggregator.name, schema);
    const tables = Object.keys(aggregator.tables).length;
    await client.query(`SET LOCAL lock_timeout = ${Math.ceil(VIEWS_MS / tables)}`);
    await exposeTables(client, aggregator, access, schema);
    await client.query(
      `UPDATE runtime.build SET state = 'retired', retired_at = now()
       WHERE aggregator = $1 AND schema <> $2 AND (state = 'live' OR state = 'building' AND version <= $3)`,
      [aggregator.name, schema, aggregator.version],
    );
    await client.query(`UPDATE runtime.build SET state = 'live', live_at = now() WHERE schema = $1`, [schema]);
    return traces;
  });
}

/**
 * Pauses the live build, by locking its checkpoints until the transaction ends, and waits until the new one has caught
 * up with it. Projections into the live build wait without other locks, because they move their checkpoint first.
 */
async function catchUp(client: pg.PoolClient, live: string, schema: string): Promise<boolean> {
  const there = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `${live}.checkpoint`,
  ]);
  if (!there.rows[0]?.there) return true; // It was dropped by hand, so there is nothing to catch up with.
  await client.query(`SET LOCAL lock_timeout = ${LEVEL_MS}; SELECT FROM ${live}.checkpoint FOR UPDATE`);
  const deadline = performance.now() + LEVEL_MS;
  for (;;) {
    const { rowCount } = await client.query(
      `SELECT FROM ${schema}.checkpoint AS ours JOIN ${live}.checkpoint AS theirs USING (category)
       WHERE ours.position < theirs.position`,
    );
    if (rowCount === 0) return true;
    if (performance.now() > deadline) return false;
    await pause(LEVEL_LOOK_MS);
  }
}

/** Marks the unfinished build as retired. */
export async function abandonBuild(pool: pg.Pool, schema: string): Promise<void> {
  await pool.query(
    `UPDATE runtime.build SET state = 'retired', retired_at = now() WHERE schema = $1 AND state = 'building'`,
    [schema],
  );
}

/** Drops the tables of a retired build, with its records. */
export async function dropBuild(pool: pg.Pool, aggregator: Aggregator, schema: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockBuilds(client, aggregator.name);
    const { rowCount } = await client.query(`DELETE FROM runtime.build WHERE schema = $1 AND state = 'retired'`, [
      schema,
    ]);
    if (rowCount !== 1) return;
    // Also drops views of tables that later versions do not have.
    await client.query(`SET LOCAL lock_timeout = ${VIEWS_MS}; DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.query('DELETE FROM runtime.lease WHERE consumer = $1', [schema]);
    await client.query('DELETE FROM runtime.consumer WHERE consumer = $1', [schema]);
  });
}
