import { append, type Append, type Written } from './append.ts';
import type { Queryable } from './query.ts';
import { isFaultOfMessage, named, tellsOfRepetition } from './write-errors.ts';
import { findWritten } from './written.ts';

/** The result of a write: the positions of its messages, or why they were not written. */
export type Outcome = Written[] | Error;

/**
 * Writes to streams of one category, in their order, and in one transaction where none fails. A refused write is
 * refused alone. The statement itself tells a version conflict from its neighbours; a taken id or bad data fails it, and
 * then those that the store holds already are answered, and the others written again: one by one if need be.
 * Where the connection is lost, nothing is known of the writes on it: that error is their outcome.
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

/** After a statement that failed for one of its writes. */
async function writeApart(client: Queryable, appends: readonly Append[], error: unknown): Promise<Outcome[]> {
  const found = tellsOfRepetition(error) ? await find(client, appends) : appends.map(() => null);
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

/** A write that was refused because the store holds it already has succeeded, earlier. */
async function recognise(
  client: Queryable,
  appends: readonly Append[],
  outcomes: readonly Outcome[],
): Promise<Outcome[]> {
  const refused = appends.filter((_, index) => tellsOfRepetition(outcomes[index]));
  if (refused.length === 0) return [...outcomes];
  const found = await find(client, refused);
  return outcomes.map((outcome) => (tellsOfRepetition(outcome) ? (found.shift() ?? outcome) : outcome));
}

/** As `findWritten`, where not being able to look is an outcome of those that were looked for. */
async function find(client: Queryable, appends: readonly Append[]): Promise<(Outcome | null)[]> {
  try {
    return await findWritten(client, appends);
  } catch (error) {
    return appends.map(() => error as Error);
  }
}
