import type { Message } from './message.ts';
import type { Queryable } from './query.ts';
import { assertPosition } from './read.ts';
import { assertName } from './stream-name.ts';
import { COLUMNS, selectMessages } from './row.ts';

/** Stream by stream through its own index, which OFFSET 0 keeps apart from the others: none makes the planner read more. */
const READ = `
  SELECT ${COLUMNS}
  FROM unnest($1::text[], $2::bigint[]) AS wanted (stream_name, first),
       LATERAL (SELECT * FROM message_store.messages
                WHERE messages.stream_name = wanted.stream_name AND messages.position >= wanted.first
                ORDER BY messages.position OFFSET 0) AS messages`;

/**
 * All messages of several streams, or those from a position on, in one query, each stream in order. For entities, which
 * are folded whole, or on top of a snapshot; for what has no bound, use `read`.
 * @param streams their names; or a map from each name to the first position to read.
 * @returns one entry a stream, empty where there is nothing to read.
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
 * The first position to read of each stream.
 * @throws {TypeError} {RangeError} for a name or a position that cannot be.
 */
export function wantedOf(streams: readonly string[] | ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const wanted = streams instanceof Map ? streams : new Map((streams as readonly string[]).map((name) => [name, 0]));
  for (const [name, position] of wanted) {
    assertName(name);
    assertPosition(position);
  }
  return wanted;
}
