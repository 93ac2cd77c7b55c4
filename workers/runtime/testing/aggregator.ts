import { createMessageStore, createPool, type NewMessage } from '@message-db/client';
import type pg from 'pg';
import { expect } from 'vitest';
import { project } from '../aggregates';
import type { Aggregator } from '../aggregator';
import { prepareTables, schemaOf } from '../aggregator-tables';
import { ROLES } from '../contract';
import { positionStore } from '../position';

/** What happened, in order: a stream's name and the messages that were written to it, again and again. */
export type History = readonly (readonly [streamName: string, ...messages: NewMessage[]])[];

/** The rows of each table, by its name; sorted, so that equal tables are equal arrays. */
export type Tables = Record<string, Record<string, unknown>[]>;

/**
 * Writes a history to a test database and projects it through the runtime, in the role of an aggregator.
 * Empties the message store and the aggregator's tables first, so that the tests of one file can share a database.
 * @param databaseUrl of `createTestDatabase()`; never that of a site.
 */
export async function projectInto(
  databaseUrl: string,
  aggregator: Aggregator,
  history: History,
  options: { batchSize?: number } = {},
): Promise<Tables> {
  return withDatabase(databaseUrl, async (admin, pool) => {
    await replaceHistory(admin, history);
    return projectAll(admin, pool, aggregator, options.batchSize ?? 1000);
  });
}

/**
 * Expects that a history leads to the same tables whether it is projected a message at a time, in twos, in threes or
 * as a whole, and whichever category comes first.
 * @returns those tables.
 */
export async function expectSameInAnyBatchSize(
  databaseUrl: string,
  aggregator: Aggregator,
  history: History,
): Promise<Tables> {
  return withDatabase(databaseUrl, async (admin, pool) => {
    await replaceHistory(admin, history);
    const whole = await projectAll(admin, pool, aggregator, 1000);
    for (const batchSize of [1, 2, 3]) expect(await projectAll(admin, pool, aggregator, batchSize)).toEqual(whole);
    const reversed = { ...aggregator, projections: aggregator.projections.toReversed() };
    expect(await projectAll(admin, pool, reversed, 1000)).toEqual(whole);
    return whole;
  });
}

async function withDatabase<Result>(
  url: string,
  work: (admin: pg.Pool, pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  if (!new URL(url).pathname.startsWith('/test_')) throw new Error('Only a test database may be emptied');
  const admin = createPool({ connectionString: url });
  const pool = createPool({ connectionString: url, role: ROLES.aggregator });
  try {
    return await work(admin, pool);
  } finally {
    await Promise.all([admin.end(), pool.end()]);
  }
}

async function replaceHistory(admin: pg.Pool, history: History): Promise<void> {
  await admin.query('TRUNCATE message_store.messages RESTART IDENTITY');
  const store = createMessageStore(admin);
  for (const [streamName, ...messages] of history) await store.write(streamName, messages);
}

async function projectAll(admin: pg.Pool, pool: pg.Pool, aggregator: Aggregator, batchSize: number): Promise<Tables> {
  const schema = schemaOf(aggregator);
  await admin.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await admin.query('DELETE FROM runtime.live_version WHERE aggregator = $1', [aggregator.name]);
  await prepareTables(pool, aggregator);

  const host = { store: createMessageStore(pool), announce: async () => {} };
  for (const projection of aggregator.projections) {
    let position = await positionStore(`${schema}.position`, aggregator.name).load(pool, projection.category);
    for (;;) {
      const batch = await host.store.readBatch(projection.category, { position: position + 1, batchSize });
      const last = batch.at(-1);
      if (!last) break;
      await project(host, aggregator, projection, batch, position);
      position = last.globalPosition;
    }
  }
  return readTables(pool, aggregator);
}

/** What pages see of an aggregator. */
export async function readTables(pool: pg.Pool, aggregator: Aggregator): Promise<Tables> {
  const tables: Tables = {};
  for (const table of Object.keys(aggregator.tables)) {
    const { rows } = await pool.query(`SELECT * FROM view.${table} AS entry ORDER BY entry::text`);
    tables[table] = rows;
  }
  return tables;
}
