import { isDeepStrictEqual } from 'node:util';
import { createPool } from '@message-db/client';
import pg from 'pg';
import { LONGEST_WAIT_MS } from '@message-db/runtime/testing';

/** Connects as long as it takes: a loaded machine may need longer to accept a connection than a site waits. */
class PatientClient extends pg.Client {
  constructor(config: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: LONGEST_WAIT_MS });
  }
}

/** Connects to the database of the site under test, as its owner. */
export function openDatabase(): pg.Pool {
  const pool = createPool({ connectionString: process.env.DATABASE_URL as string, applicationName: 'e2e' });
  return Object.assign(pool, { Client: PatientClient });
}

/** Returns the rows of all view tables, in a fixed order. */
export async function readAllViews(): Promise<Record<string, unknown[]>> {
  const pool = openDatabase();
  try {
    const { rows: tables } = await pool.query<{ schema: string; name: string }>(
      `SELECT schema, table_name AS name FROM runtime.build JOIN information_schema.views ON table_schema = 'view'
       WHERE state = 'live' AND to_regclass(format('%I.%I', schema, table_name)) IS NOT NULL ORDER BY 2`,
    );
    const contents: Record<string, unknown[]> = {};
    for (const { schema, name } of tables) {
      const { rows } = await pool.query<{ row: unknown }>(
        `SELECT to_jsonb(v) AS row FROM ${schema}.${name} AS v ORDER BY 1`,
      );
      contents[name] = rows.map(({ row }) => row);
    }
    return contents;
  } finally {
    await pool.end();
  }
}

type Views = Awaited<ReturnType<typeof readAllViews>>;

/**
 * Returns the tables that differ, each with the first row that does. While tables differ, `toEqual` would need a minute
 * each time, to describe all that is different.
 */
export function differences(before: Views, after: Views) {
  const names = Object.keys({ ...before, ...after }).filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return Object.fromEntries(
    names.map((name) => {
      const row = before[name]?.findIndex((each, index) => !isDeepStrictEqual(each, after[name]?.[index])) ?? 0;
      return [name, { before: before[name]?.[row], after: after[name]?.[row] }];
    }),
  );
}

/** Drops the tables of every aggregator, with the views that pages read. */
export async function dropAllViewTables(): Promise<void> {
  const pool = openDatabase();
  try {
    const { rows } = await pool.query<{ schema: string }>(
      `SELECT nspname AS schema FROM pg_namespace WHERE nspname ~ '_v[0-9]+(_b[0-9]+)?$' ORDER BY 1`,
    );
    for (const { schema } of rows) await pool.query(`DROP SCHEMA ${schema} CASCADE`);
  } finally {
    await pool.end();
  }
}
