import { createMessageStore } from '@message-db/client';
import type pg from 'pg';
import { loadCheckpoint, moveCheckpoint } from '../consuming/checkpoint';
import type { Partition } from '../consuming/reader';
import { registerConsumers } from '../partitions/lease-queries';
import { project } from '../projecting/projects';
import type { Aggregator } from '../projecting/aggregator';
import { prepareTables, schemaOf } from '../projecting/aggregator-tables';
import { OWNER_ONLY, type ViewAccess } from '../projecting/view-access';

/** A test database that may be emptied, set up for the runtime. */
export interface TestDatabase {
  /** A pool of the superuser. */
  readonly admin: pg.Pool;
  /** A pool in the role of the aggregator. It may be the same pool. */
  readonly pool: pg.Pool;
  readonly access?: ViewAccess;
}

/** The rows of each table, by its name; sorted, so that equal tables are equal arrays. */
export type Tables = Record<string, Record<string, unknown>[]>;

/** Recreates the tables of an aggregator, and projects all messages of the store into them with the runtime. */
export async function projectAll(database: TestDatabase, aggregator: Aggregator): Promise<Tables> {
  const { pool } = database;
  await makeTables(database, aggregator);
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

/** Recreates the tables of an aggregator, empty. */
export async function makeTables({ admin, pool, access }: TestDatabase, aggregator: Aggregator): Promise<void> {
  await admin.query(`DROP SCHEMA IF EXISTS ${schemaOf(aggregator)} CASCADE`);
  await admin.query('DELETE FROM runtime.build WHERE aggregator = $1', [aggregator.name]);
  await prepareTables(pool, aggregator, access ?? OWNER_ONLY);
}

/**
 * Registers an aggregator as the consumer of a category. @returns the partition, which moves the checkpoint, and the
 * checkpoint.
 */
export async function beginAt(
  pool: pg.Pool,
  aggregator: Aggregator,
  category: string,
): Promise<{ partition: Pick<Partition, 'move'>; position: number }> {
  const schema = schemaOf(aggregator);
  const place = { consumer: schema, category, partition: 0, epoch: 0 };
  await registerConsumers(pool, [schema], [category]);
  return {
    partition: { move: (client, from, to) => moveCheckpoint(client, `${schema}.checkpoint`, place, from, to) },
    position: await loadCheckpoint(pool, `${schema}.checkpoint`, place),
  };
}

/** Reads all rows of an aggregator's tables, also those that its views hide. */
export async function readTables(pool: pg.Pool, aggregator: Aggregator): Promise<Tables> {
  const tables: Tables = {};
  for (const table of Object.keys(aggregator.tables)) {
    const { rows } = await pool.query(`SELECT * FROM ${schemaOf(aggregator)}.${table} AS entry ORDER BY entry::text`);
    tables[table] = rows;
  }
  return tables;
}
