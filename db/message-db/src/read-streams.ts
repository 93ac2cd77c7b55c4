import type { Message } from './message.ts';
import type { Queryable } from './query.ts';
import { assertPosition } from './read.ts';
import { assertName } from './stream-name.ts';
import { COLUMNS, selectMessages } from './row.ts';

/** OFFSET 0 makes the planner read each stream separately through its index. */
const READ = `
  SELECT ${COLUMNS}
  FROM unnest($1::text[], $2::bigint[]) AS wanted (stream_name, first),
       LATERAL (SELECT * FROM message_store.messages
                WHERE messages.stream_name = wanted.stream_name AND messages.position >= wanted.first
                ORDER BY messages.position OFFSET 0) AS messages`;

/**
 * Reads all messages of several streams, or those from a position on, in one query, each stream in order. Use it for
 * entities, which are folded whole or on top of a snapshot. For unbounded streams use `read`.
 * @param streams their names, or a map from each name to the first position to read.
 * @returns one entry per stream, empty if there is nothing to read.
 */
export async function readStreams(
  client: Queryable,
  streams: readonly string[] | ReadonlyMap<string, number>,
): Promise<Map<string, Message[]>> {
  const wanted = wantedOf(streams);
  const read = new Map<string, Message[]>([...wanted.keys()].map((name) => [name, []]));
  for (const message of await selectMessages(client, READ, [[...wanted.keys()], [...wanted.values()]])) {
    read.get(message.streamName)?.push(message);
  }
  return read;
}

/**
 * Returns the first position to read of each stream.
 * @throws {TypeError} {RangeError} for an invalid name or position.
 */
export function wantedOf(streams: readonly string[] | ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const wanted = streams instanceof Map ? streams : new Map((streams as readonly string[]).map((name) => [name, 0]));
  for (const [name, position] of wanted) {
    assertName(name);
    assertPosition(position);
  }
  return wanted;
}
