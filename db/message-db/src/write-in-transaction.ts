import { append, type Append, type Written } from './append.ts';
import { select, type Queryable } from './query.ts';
import { named } from './write-errors.ts';
import { findWritten, mayBeRepetition } from './written.ts';

/**
 * Writes to streams of one category as part of a caller's transaction, all or none, in one round trip, or in three if
 * an id is given. A failed transaction cannot run queries, so a repetition is looked up first, under the lock that the
 * write takes: no other writer can write the same messages in between.
 */
export async function writeInTransaction(client: Queryable, appends: readonly Append[]): Promise<Written[][]> {
  try {
    const before = appends.some(mayBeRepetition) ? await findBehindLock(client, appends) : appends.map(() => null);
    const missing = appends.filter((_, index) => before[index] === null);
    const written = missing.length > 0 ? await append(client, missing, true) : [];
    // With `allOrNone`, a refusal is thrown.
    return before.map((each) => each ?? (written.shift() as Written[]));
  } catch (error) {
    throw named(error, appends);
  }
}

async function findBehindLock(client: Queryable, appends: readonly Append[]): Promise<(Written[] | null)[]> {
  await select(client, 'SELECT message_store.acquire_lock($1)', [appends[0]?.streamName]);
  const found = await findWritten(client, appends);
  return found.map((each) => {
    if (each instanceof Error) throw each;
    return each;
  });
}
