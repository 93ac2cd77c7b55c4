import { VIEW_ACCESS } from '@/roles';
import { guestRole } from '@/workers/services/testing/guests';
import { createMessageStore, createPool, type NewMessage } from '@message-db/client';
import type pg from 'pg';
import { project } from '../projecting/aggregates';
import type { Aggregator } from '../projecting/aggregator';
import { prepareTables, schemaOf } from '../projecting/aggregator-tables';
import { registerConsumers } from '../partitions/lease-queries';
import { loadPosition, movePosition } from '../consuming/checkpoint';
import type { Partition } from '../consuming/reader';

/** What happened, in order: a stream's name and the messages that were written to it, again and again. */
export type History = readonly (readonly [streamName: string, ...messages: NewMessage[]])[];

/** The rows of each table, by its name; sorted, so that equal tables are equal arrays. */
export type Tables = Record<string, Record<string, unknown>[]>;

/**
 * Writes a history to a test database and projects it through the runtime, in the role of an aggregator.
 * Empties the message store and the aggregator's tables first, so that the tests of one file can share a database.
 * @param databaseUrl of `createTestDatabase()`; never that of a site.
 */
export async function projectInto(databaseUrl: string, aggregator: Aggregator, history: History): Promise<Tables> {
  return withDatabase(databaseUrl, aggregator, async (admin, pool) => {
    await replaceHistory(admin, history);
    return projectAll(admin, pool, aggregator);
  });
}

/** Work on a test database as superuser, and in the role of the aggregator. */
export async function withDatabase<Result>(
  url: string,
  aggregator: Aggregator,
  work: (admin: pg.Pool, pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  if (!new URL(url).pathname.startsWith('/test_')) throw new Error('Only a test database may be emptied');
  const admin = createPool({ connectionString: url });
  const pool = createPool({ connectionString: url, role: guestRole('aggregator', aggregator.name) });
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

async function projectAll(admin: pg.Pool, pool: pg.Pool, aggregator: Aggregator): Promise<Tables> {
  await makeTables(admin, pool, aggregator);
  const host = { store: createMessageStore(pool), announce: async () => {} };
  for (const projection of aggregator.projections) {
    const { partition, position } = await beginAt(pool, aggregator, projection.category);
    let from = position;
    for (;;) {
      const messages = await host.store.readBatch(projection.category, { position: from + 1, batchSize: 1000 });
      const last = messages.at(-1);
      if (!last) break;
      await project(host, aggregator, projection, { messages, from, to: last.globalPosition }, partition);
      from = last.globalPosition;
    }
  }
  return readTables(pool, aggregator);
}

/** Makes the tables of an aggregator again, as if there had never been any. */
export async function makeTables(admin: pg.Pool, pool: pg.Pool, aggregator: Aggregator): Promise<void> {
  await admin.query(`DROP SCHEMA IF EXISTS ${schemaOf(aggregator)} CASCADE`);
  await admin.query('DELETE FROM runtime.build WHERE aggregator = $1', [aggregator.name]);
  await prepareTables(pool, aggregator, VIEW_ACCESS);
}

/** A category as an aggregator's worker would read it: from where, and how its position is moved. */
export async function beginAt(
  pool: pg.Pool,
  aggregator: Aggregator,
  category: string,
): Promise<{ partition: Pick<Partition, 'move'>; position: number }> {
  const schema = schemaOf(aggregator);
  const place = { consumer: schema, category, partition: 0, division: 0 };
  await registerConsumers(pool, [schema], [category]);
  return {
    partition: { move: (client, from, to) => movePosition(client, `${schema}.position`, place, from, to) },
    position: await loadPosition(pool, `${schema}.position`, place),
  };
}

/** All that an aggregator has, whoever may see it. */
export async function readTables(pool: pg.Pool, aggregator: Aggregator): Promise<Tables> {
  const tables: Tables = {};
  for (const table of Object.keys(aggregator.tables)) {
    const { rows } = await pool.query(`SELECT * FROM ${schemaOf(aggregator)}.${table} AS entry ORDER BY entry::text`);
    tables[table] = rows;
  }
  return tables;
}
