import { createMessageStore, createPool, type NewMessage } from '@message-db/client';
import type { Aggregator } from '@message-db/runtime';
import {
  expectDeterministicIn,
  projectAll,
  type ArbitraryStream,
  type Tables,
  type TestDatabase,
} from '@message-db/runtime/testing';
import type pg from 'pg';
import { VIEW_ACCESS } from '@/roles';
import { guestRole } from '@/workers/services/testing/guests';

/** A history in order: pairs of a stream's name and the messages that were written to it. */
export type History = readonly (readonly [streamName: string, ...messages: NewMessage[]])[];

/**
 * Writes a history to a test database and projects it through the runtime, in the role of an aggregator.
 * Empties the message store and the aggregator's tables first, so that the tests of one file can share a database.
 * @param databaseUrl of `createTestDatabase()`; never that of a site.
 */
export async function projectInto(databaseUrl: string, aggregator: Aggregator, history: History): Promise<Tables> {
  return withDatabase(databaseUrl, aggregator, async (database) => {
    await replaceHistory(database.admin, history);
    return projectAll(database, aggregator);
  });
}

/**
 * Calls `expectDeterministicIn` with a test database. @param databaseUrl of `createTestDatabase()`; its tables of this
 * aggregator are emptied.
 */
export function expectDeterministic(databaseUrl: string, aggregator: Aggregator, streams: readonly ArbitraryStream[]) {
  return withDatabase(databaseUrl, aggregator, (database) => expectDeterministicIn(database, aggregator, streams));
}

/** Work on a test database as superuser, and in the role of the aggregator. */
async function withDatabase<Result>(
  url: string,
  aggregator: Aggregator,
  work: (database: TestDatabase) => Promise<Result>,
): Promise<Result> {
  if (!new URL(url).pathname.startsWith('/test_')) throw new Error('Only a test database may be emptied');
  const admin = createPool({ connectionString: url });
  const pool = createPool({ connectionString: url, role: guestRole('aggregator', aggregator.name) });
  try {
    return await work({ admin, pool, access: VIEW_ACCESS });
  } finally {
    await Promise.all([admin.end(), pool.end()]);
  }
}

async function replaceHistory(admin: pg.Pool, history: History): Promise<void> {
  await admin.query('TRUNCATE message_store.messages RESTART IDENTITY');
  const store = createMessageStore(admin);
  for (const [streamName, ...messages] of history) await store.write(streamName, messages);
}
