import { connect } from '../connect';
import { withoutIndexes } from './without-indexes';

/** One of nine categories that share nearly all messages. */
export const BUSY = 'busy0';
/** A category with ten messages, all at the beginning. */
export const QUIET = 'quiet';

const BUSY_CATEGORIES = 9;
const STREAMS_EACH = 1000;
const QUIET_MESSAGES = 10;

/** Fills a store with messages of several categories, without `write_message`, over two connections. */
export async function fillCategories(url: string, count: number): Promise<void> {
  const clients = [await connect(url), await connect(url)] as const;
  await withoutIndexes(clients[0], async () => {
    await clients[0].query(
      `INSERT INTO message_store.messages (stream_name, type, position, data, metadata)
       SELECT '${QUIET}-' || i, 'Happened', 0, '{}', '{"schemaVersion": 1}'
       FROM generate_series(1, ${QUIET_MESSAGES}) AS i`,
    );
    await Promise.all(clients.map((client, first) => client.query(everySecond(first, count - QUIET_MESSAGES))));
  });
  await Promise.all(clients.map((client) => client.end()));
}

/** Half of the busy messages: those with the numbers `first`, `first + 2`, … below `count`. */
function everySecond(first: number, count: number): string {
  return `
    INSERT INTO message_store.messages (id, stream_name, type, position, data, metadata)
    SELECT ('00000001-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
           'busy' || i % ${BUSY_CATEGORIES} || '-' || id, 'Happened', position,
           ('{"id": "' || id || '", "name": "Somebody ' || i % 1000 || '", "seconds": ' || i % 600 || '}')::jsonb,
           ('{"schemaVersion": 1, "traceId": "' || id || '"}')::jsonb
    FROM (
      SELECT i, i / ${BUSY_CATEGORIES * STREAMS_EACH} AS position,
             '00000000-0000-4000-8000-' || lpad(to_hex(i / ${BUSY_CATEGORIES} % ${STREAMS_EACH}), 12, '0') AS id
      FROM generate_series(${first}, ${count - 1}, 2) AS i
    ) AS placed`;
}
