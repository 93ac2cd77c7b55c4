import type { Message } from './message';
import { toMessage, type Row } from './read';
import { select, type Queryable } from './query';

/**
 * All messages of several streams in one query, each stream whole and in order. For entities, which are folded
 * whole; for what has no bound, use `read`.
 * @returns one entry a stream, empty for a stream that does not exist.
 */
export async function readStreams(client: Queryable, streamNames: readonly string[]): Promise<Map<string, Message[]>> {
  const streams = new Map<string, Message[]>(streamNames.map((name) => [name, []]));
  const rows = await select<Row>(
    client,
    `SELECT id::text, stream_name, type, position, global_position, data::text, metadata::text, time
     FROM message_store.messages WHERE stream_name = ANY($1::text[]) ORDER BY stream_name, position`,
    [[...streams.keys()]],
  );
  for (const row of rows) streams.get(row.stream_name)?.push(toMessage(row));
  return streams;
}
