import { DuplicateMessageError } from './errors';
import type { NewMessage } from './message';
import { select, type Queryable } from './query';
import { isCategory } from './stream-name';
import { named, tellsOfRepetition } from './write-errors';
import { findWritten } from './written';

export interface WriteOptions {
  /** The version that the stream must be at: -1 when it must not exist. Unset: any. */
  expectedVersion?: number;
  /** A connection whose transaction this write becomes part of. It is the caller who commits, and who rolls back. */
  client?: Queryable;
}

/** Where a message stands: its ordinal in its stream, from 0, and in the whole store, from 1. */
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

/** See `MessageStore.write`. */
export async function write(
  pool: Queryable,
  streamName: string,
  messages: readonly NewMessage[],
  options: WriteOptions,
): Promise<Written[]> {
  const { client, expectedVersion } = options;
  assertStream(streamName);
  assertVersion(expectedVersion);
  assertDistinct(messages);
  if (messages.length === 0) return [];
  return client
    ? writeInTransaction(client, streamName, messages, expectedVersion)
    : writeAlone(pool, streamName, messages, expectedVersion);
}

/** One round trip. Only when the store refuses is it asked whether this is a repetition. */
async function writeAlone(
  pool: Queryable,
  streamName: string,
  messages: readonly NewMessage[],
  expectedVersion: number | undefined,
): Promise<Written[]> {
  try {
    return await append(pool, streamName, messages, expectedVersion);
  } catch (error) {
    const before = tellsOfRepetition(error) ? await findWritten(pool, streamName, messages) : null;
    if (before) return before;
    throw named(error, streamName, expectedVersion);
  }
}

/**
 * A failed transaction answers no more questions, so a repetition is looked for first, behind the lock that
 * `write_message` would take: nobody can write the same messages between the question and the write.
 */
async function writeInTransaction(
  client: Queryable,
  streamName: string,
  messages: readonly NewMessage[],
  expectedVersion: number | undefined,
): Promise<Written[]> {
  try {
    if (messages.some((message) => message.idGiven)) {
      await select(client, 'SELECT acquire_lock($1)', [streamName]);
      const before = await findWritten(client, streamName, messages);
      if (before) return before;
    }
    return await append(client, streamName, messages, expectedVersion);
  } catch (error) {
    throw named(error, streamName, expectedVersion);
  }
}

async function append(
  client: Queryable,
  streamName: string,
  messages: readonly NewMessage[],
  expectedVersion: number | undefined,
): Promise<Written[]> {
  return select<Written>(client, WRITE, [
    streamName,
    messages.map((message) => message.id),
    messages.map((message) => message.type),
    messages.map((message) => JSON.stringify(message.data)),
    messages.map((message) => JSON.stringify(message.metadata)),
    expectedVersion ?? null,
  ]);
}

function assertStream(streamName: string): void {
  if (isCategory(streamName)) throw new TypeError(`Messages are written to streams, and ${streamName} is a category`);
}

function assertDistinct(messages: readonly NewMessage[]): void {
  const ids = new Set<string>();
  for (const { id } of messages) {
    if (ids.size === ids.add(id.toLowerCase()).size) throw new DuplicateMessageError(id, 'is given twice in one write');
  }
}

function assertVersion(version: number | undefined): void {
  if (version === undefined || (Number.isSafeInteger(version) && version >= -1)) return;
  throw new RangeError(`expectedVersion must be a position, or -1 for no stream, not ${version}`);
}
