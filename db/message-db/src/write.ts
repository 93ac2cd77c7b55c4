import { isDeepStrictEqual } from 'node:util';
import { DatabaseError } from 'pg';
import { DuplicateMessageError, ExpectedVersionError } from './errors';
import type { NewMessage } from './message';
import { streamVersion } from './read';
import type { Queryable } from './store';
import { isCategory } from './stream-name';

export interface WriteOptions {
  /** The version that the stream must be at: -1 when it must not exist. Unset: any. */
  expectedVersion?: number;
  /** A connection whose transaction this write becomes part of. */
  client?: Queryable;
}

export interface Written {
  position: number;
  globalPosition: number;
}

/**
 * One statement for all messages: `write_message` row by row in their order, each with the global position
 * that it was just given.
 */
const WRITE = `
  SELECT written.position, assigned.global_position AS "globalPosition"
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
         AS message (id, type, data, metadata, ordinal),
       LATERAL (SELECT write_message(message.id, $1, message.type, message.data::jsonb, message.metadata::jsonb,
                                     $6::bigint + message.ordinal - 1) AS position OFFSET 0) AS written,
       LATERAL (SELECT currval('message_store.messages_global_position_seq') AS global_position
                WHERE written.position IS NOT NULL OFFSET 0) AS assigned
  ORDER BY message.ordinal`;

export async function write(
  pool: Queryable,
  streamName: string,
  messages: readonly NewMessage[],
  options: WriteOptions,
): Promise<Written[]> {
  if (isCategory(streamName)) throw new TypeError(`Messages are written to streams, and ${streamName} is a category`);
  if (messages.length === 0) return [];
  const client = options.client ?? pool;
  const already = await findWritten(client, streamName, messages);
  if (already) return already;
  try {
    const { rows } = await client.query<Written>(WRITE, [
      streamName,
      messages.map((message) => message.id),
      messages.map((message) => message.type),
      messages.map((message) => JSON.stringify(message.data)),
      messages.map((message) => JSON.stringify(message.metadata)),
      options.expectedVersion ?? null,
    ]);
    return rows;
  } catch (error) {
    // A failed transaction answers no more questions, so inside one there is nothing to look up.
    const lookUp = options.client ? null : pool;
    throw await typed(error, lookUp, streamName, messages, options.expectedVersion);
  }
}

/** The positions of messages that are in the store already, or null when they are not. Asks only where ids were given. */
async function findWritten(
  client: Queryable,
  streamName: string,
  messages: readonly NewMessage[],
): Promise<Written[] | null> {
  if (!messages.some((message) => message.idGiven)) return null;
  const { rows } = await client.query<{ id: string; streamName: string; type: string; data: unknown } & Written>(
    `SELECT id::text, stream_name AS "streamName", type, data, position, global_position AS "globalPosition"
     FROM message_store.messages WHERE id = ANY($1::uuid[])`,
    [messages.map((message) => message.id)],
  );
  if (rows.length === 0) return null;
  const existing = new Map(rows.map((row) => [row.id, row]));
  return messages.map((message) => {
    const row = existing.get(message.id.toLowerCase());
    const same =
      row?.streamName === streamName &&
      row.type === message.type &&
      isDeepStrictEqual(row.data, JSON.parse(JSON.stringify(message.data)));
    if (!row || !same) throw new DuplicateMessageError(message.id);
    return { position: row.position, globalPosition: row.globalPosition };
  });
}

/** Names what Message DB says only in words: a version conflict is P0001 with a text, or 23505 where two raced. */
async function typed(
  error: unknown,
  pool: Queryable | null,
  streamName: string,
  messages: readonly NewMessage[],
  expectedVersion: number | undefined,
): Promise<unknown> {
  if (!(error instanceof DatabaseError)) return error;
  const conflict = /^Wrong expected version: (-?\d+) \(Stream: .*, Stream Version: (-?\d+)\)/.exec(error.message);
  if (error.code === 'P0001' && conflict) {
    return new ExpectedVersionError(streamName, Number(conflict[1]), Number(conflict[2]));
  }
  if (error.code === '23505' && error.constraint === 'messages_stream') {
    const actual = pool ? await streamVersion(pool, streamName) : Number.NaN;
    return new ExpectedVersionError(streamName, expectedVersion ?? Number.NaN, actual);
  }
  if (error.code === '23505' && error.constraint === 'messages_id') {
    const id = /\(id\)=\(([^)]*)\)/.exec(error.detail ?? '')?.[1] ?? messages[0]?.id ?? '';
    return new DuplicateMessageError(id);
  }
  return error;
}
