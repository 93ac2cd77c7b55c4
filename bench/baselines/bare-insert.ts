import { randomUUID } from 'node:crypto';
import { categoryOf } from '@message-db/client';
import { connect } from '../connect';
import { paceOf, type Item, type Pace } from '../writers';

const INSERT = `
  INSERT INTO message_store.messages (id, stream_name, position, type, data, metadata)
  SELECT id, stream_name, position, type, data::jsonb, metadata::jsonb
  FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
         AS message (id, stream_name, position, type, data, metadata)`;

/**
 * The limit of the table itself: inserts rows without `write_message`, its lock and its version check, many a
 * statement, one statement after another on one connection.
 */
export async function bareInsert(url: string) {
  const client = await connect(url);
  // It uses new streams in the same category, so it knows their versions without a query.
  const streams = new Map<string, { name: string; version: number }>();

  function next(streamName: string): { name: string; version: number } {
    const before = streams.get(streamName) ?? { name: `${categoryOf(streamName)}-${randomUUID()}`, version: -1 };
    const stream = { name: before.name, version: before.version + 1 };
    streams.set(streamName, stream);
    return stream;
  }

  return {
    async writeFor(milliseconds: number, items: readonly Item[], rowsPerStatement: number): Promise<Pace> {
      const startedAt = performance.now();
      let from = 0;
      for (; from < items.length && performance.now() - startedAt < milliseconds; from += rowsPerStatement) {
        const batch = items.slice(from, from + rowsPerStatement);
        const places = batch.map(({ streamName }) => next(streamName));
        await client.query(INSERT, [
          batch.map(({ message }) => message.id),
          places.map(({ name }) => name),
          places.map(({ version }) => version),
          batch.map(({ message }) => message.type),
          batch.map(({ message }) => JSON.stringify(message.data)),
          batch.map(({ message }) => JSON.stringify(message.metadata)),
        ]);
      }
      return paceOf(Math.min(from, items.length), startedAt);
    },
    close: () => client.end(),
  };
}
