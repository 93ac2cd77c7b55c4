import { isDeepStrictEqual } from 'node:util';
import { DuplicateMessageError } from './errors';
import type { NewMessage } from './message';
import { select, type Queryable } from './query';
import type { Written } from './write';

interface Row extends Written {
  id: string;
  streamName: string;
  type: string;
  data: unknown;
}

const FIND = `
  SELECT id::text, stream_name AS "streamName", type, data, position, global_position AS "globalPosition"
  FROM message_store.messages
  WHERE id = ANY($1::uuid[])`;

/**
 * The positions of messages that an earlier write has put into the store, or null when it holds none of them.
 * @throws {DuplicateMessageError} when it holds a part of them only, or one of the ids for a different message.
 */
export async function findWritten(
  client: Queryable,
  streamName: string,
  messages: readonly NewMessage[],
): Promise<Written[] | null> {
  // An id made here is as new as its message. There is nothing to find.
  if (!messages.some((message) => message.idGiven)) return null;
  const rows = await select<Row>(client, FIND, [messages.map((message) => message.id)]);
  const existing = new Map(rows.map((row) => [row.id, row]));

  const written = messages.flatMap((message) => {
    const row = existing.get(message.id.toLowerCase());
    if (!row) return [];
    if (!isSame(row, streamName, message)) throw new DuplicateMessageError(row.id);
    return [{ position: row.position, globalPosition: row.globalPosition }];
  });
  if (written.length === 0) return null;
  if (written.length < messages.length) {
    const detail = `exists already, but only ${written.length} of the ${messages.length} messages of this write to ${streamName} do`;
    throw new DuplicateMessageError(rows[0]?.id ?? '', detail);
  }
  return written;
}

/** Metadata may differ: a repetition has another trace. */
function isSame(row: Row, streamName: string, message: NewMessage): boolean {
  return (
    row.streamName === streamName &&
    row.type === message.type &&
    isDeepStrictEqual(row.data, JSON.parse(JSON.stringify(message.data)))
  );
}
