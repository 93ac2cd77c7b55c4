import { createPool } from '@message-db/client';
import { expect } from 'vitest';
import { eventually, readTables, type Tables } from '@message-db/runtime/testing';
import { readEnvironment } from '@/environment';
import { projects, type Aggregator, schemaOf, startWorker, createLog } from '@message-db/runtime';
import { roleOf, VIEW_ACCESS } from '@/roles';
import { settingsOf } from '@/workers/run';

/**
 * Expects that an aggregator whose tables were dropped rebuilds equal ones, from events that are old by then. Both
 * times its worker runs as on a site, with all categories at once, so their order is random.
 * @param databaseUrl of a test database with a history.
 * @returns its tables.
 */
export async function expectRebuiltEqual(databaseUrl: string, aggregator: Aggregator): Promise<Tables> {
  const admin = createPool({ connectionString: databaseUrl });
  try {
    const schema = schemaOf(aggregator);
    await admin.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await runUntilCaughtUp(databaseUrl, admin, aggregator);
    const before = await readTables(admin, aggregator);
    await admin.query(`DROP SCHEMA ${schema} CASCADE`);
    // A view made from facts shows no time of a message, so older messages must not change it.
    if (aggregator.projections.every(({ facts }) => facts)) {
      await admin.query(`UPDATE message_store.messages SET time = time - interval '1 day'`);
    }
    await runUntilCaughtUp(databaseUrl, admin, aggregator);
    expect(await readTables(admin, aggregator)).toEqual(before);
    return before;
  } finally {
    await admin.end();
  }
}

type Pool = ReturnType<typeof createPool>;

async function runUntilCaughtUp(databaseUrl: string, admin: Pool, aggregator: Aggregator): Promise<void> {
  const environment = readEnvironment({ NODE_ENV: 'test', DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' });
  const worker = startWorker({
    ...settingsOf(environment, roleOf(aggregator.name)),
    name: aggregator.name,
    subscriptions: projects(aggregator, VIEW_ACCESS),
    log: createLog(aggregator.name, environment.LOG_LEVEL),
  });
  try {
    for (const { category } of aggregator.projections) {
      await eventually(async () => expect(await behind(admin, aggregator, category)).toBe(0));
    }
  } finally {
    await worker.stop();
  }
}

/** The number of messages of a category that the aggregator has not projected. */
async function behind(admin: Pool, aggregator: Aggregator, category: string): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `SELECT count(*) FROM message_store.messages
     WHERE message_store.category(stream_name) = $1
       AND global_position > coalesce((SELECT position FROM ${schemaOf(aggregator)}.checkpoint WHERE category = $1), 0)`,
    [category],
  );
  return rows[0]?.count ?? Infinity;
}
