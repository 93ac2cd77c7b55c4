import { append, type Append, type Written } from './append.ts';
import type { Queryable } from './query.ts';
import { isFaultOfMessage, named, mayBeRepeated } from './write-errors.ts';
import { findWritten } from './written.ts';

/** The result of a write: the positions of its messages, or its error. */
export type Outcome = Written[] | Error;

/**
 * Writes to streams of one category, in order, and in one transaction if none fails. A refused write does not affect
 * the others. The statement itself handles a version conflict. A taken id or bad data fails the statement; then writes
 * that the store already holds get their positions, and the others are written again, one by one if necessary. If the
 * connection is lost, nothing is known of the writes on it, and that error is their outcome.
 */
export async function writeTogether(client: Queryable, appends: readonly Append[]): Promise<Outcome[]> {
  if (appends.length === 0) return [];
  try {
    return await recognise(client, appends, await append(client, appends, false));
  } catch (error) {
    if (!isFaultOfMessage(error)) return appends.map(() => error as Error);
    if (appends.length === 1) return recognise(client, appends, [named(error, appends) as Error]);
    return writeApart(client, appends, error);
  }
}

/** Writes the messages of a statement that failed for one of its writes. */
async function writeApart(client: Queryable, appends: readonly Append[], error: unknown): Promise<Outcome[]> {
  const found = mayBeRepeated(error) ? await find(client, appends) : appends.map(() => null);
  const missing = appends.filter((_, index) => found[index] === null);
  const written =
    missing.length < appends.length ? await writeTogether(client, missing) : await oneByOne(client, missing);
  return found.map((each) => each ?? (written.shift() as Outcome));
}

async function oneByOne(client: Queryable, appends: readonly Append[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const each of appends) outcomes.push(...(await writeTogether(client, [each])));
  return outcomes;
}

/** Replaces refusals of writes that the store already holds by their first positions. */
async function recognise(
  client: Queryable,
  appends: readonly Append[],
  outcomes: readonly Outcome[],
): Promise<Outcome[]> {
  const refused = appends.filter((_, index) => mayBeRepeated(outcomes[index]));
  if (refused.length === 0) return [...outcomes];
  const found = await find(client, refused);
  return outcomes.map((outcome) => (mayBeRepeated(outcome) ? (found.shift() ?? outcome) : outcome));
}

/** Calls `findWritten`; an error of the query becomes the outcome of each write. */
async function find(client: Queryable, appends: readonly Append[]): Promise<(Outcome | null)[]> {
  try {
    return await findWritten(client, appends);
  } catch (error) {
    return appends.map(() => error as Error);
  }
}
