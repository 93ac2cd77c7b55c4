import { isDeepStrictEqual } from 'node:util';
import type { Append, Encoded, Written } from './append.ts';
import { DuplicateMessageError } from './errors.ts';
import { select, type Queryable } from './query.ts';

/** The compared parts of a stored message. */
interface Stored extends Written {
  id: string;
  streamName: string;
  type: string;
  data: unknown;
}

const FIND = `
  SELECT id::text, stream_name AS "streamName", type, data, position, global_position AS "globalPosition"
  FROM message_store.find_written($1::uuid[])`;

/** Whether an earlier attempt may have written it: the ids were given, or this process has tried before. */
export function mayBeRepetition({ messages }: Append): boolean {
  return messages.some((message) => message.mayExist);
}

/**
 * Looks up earlier writes in one query. @returns for each append the positions of its messages; null if the store holds
 * none of them; an error if it holds only a part of them, or a different message with one of the ids.
 */
export async function findWritten(
  client: Queryable,
  appends: readonly Append[],
): Promise<(Written[] | DuplicateMessageError | null)[]> {
  const ids = appends.flatMap(({ messages }) => messages.map(({ id }) => id));
  if (ids.length === 0) return appends.map(() => null);
  const rows = await select<Stored>(client, FIND, [ids]);
  const existing = new Map(rows.map((row) => [row.id, row]));
  return appends.map((each) => writtenOf(each, existing));
}

/** The same for one write. @param existing the stored messages by id. */
export function writtenOf(
  { streamName, messages }: Append,
  existing: ReadonlyMap<string, Stored>,
): Written[] | DuplicateMessageError | null {
  const rows = messages.flatMap((message) => existing.get(message.id.toLowerCase()) ?? []);
  if (rows.length === 0) return null;
  const different = messages.find((message) => {
    const row = existing.get(message.id.toLowerCase());
    return row && !isSame(row, streamName, message);
  });
  if (different) return new DuplicateMessageError(different.id.toLowerCase());
  if (rows.length < messages.length) {
    const detail = `exists already, but only ${rows.length} of the ${messages.length} messages of this write to ${streamName} do`;
    return new DuplicateMessageError(rows[0]?.id ?? '', detail);
  }
  return rows.map(({ position, globalPosition }) => ({ position, globalPosition }));
}

/** Whether a stored message equals a new one. Metadata may differ, because a repetition has another trace. */
function isSame(row: Stored, streamName: string, message: Encoded): boolean {
  return (
    row.streamName === streamName && row.type === message.type && isDeepStrictEqual(row.data, JSON.parse(message.data))
  );
}
