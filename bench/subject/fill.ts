import type pg from 'pg';
import { withoutIndexes } from './without-indexes';

/** Returns an SQL expression for the n-th UUID of a kind, which is faster than a random one for a million rows. */
const UUID = (kind: string, n: string) => `'0000000${kind}-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0')`;

/** Returns the id of the n-th video: the same as `UUID('0', n)` in SQL. */
export function videoId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Data and metadata together have 270 bytes of jsonb. */
const METADATA = `'{"schemaVersion": 1, "traceId": "' || id || '", "userId": "' || id || '"}'`;
const VIEWING = `'{"videoId": "' || video_id || '", "viewer": "Viewer ' || i % 1000 || '", "seconds": ' || 1 + i % 600`;

export interface Fill {
  /** The number of messages of the category afterwards. */
  readonly count: number;
  /** The number of videos over which they are distributed, pseudorandomly. */
  readonly videos: number;
  /** The number of messages before; 0 by default. */
  readonly after?: number;
}

/** Fills the store with events of the audience, with the time of yesterday. */
export function fillEvents(client: pg.ClientBase, fill: Fill): Promise<void> {
  return insert(client, fill, {
    kind: '1',
    stream: `'audience-'`,
    type: `'Watched'`,
    data: `${VIEWING} || ', "views": ' || position + 1 || '}'`,
  });
}

/** Fills the store with unhandled commands to the audience. */
export function fillCommands(client: pg.ClientBase, fill: Fill): Promise<void> {
  return insert(client, fill, {
    kind: '2',
    stream: `'audience:command-'`,
    type: `'Watch'`,
    data: `${VIEWING} || '}'`,
  });
}

/**
 * Inserts messages. The columns are SQL over `i` (the number of the message), `video_id` and `position` (in its
 * stream).
 */
function insert(
  client: pg.ClientBase,
  { count, videos, after = 0 }: Fill,
  { kind, stream, type, data }: Record<'kind' | 'stream' | 'type' | 'data', string>,
): Promise<void> {
  return withoutIndexes(client, () =>
    client.query(`
      INSERT INTO message_store.messages (id, stream_name, type, position, data, metadata, time)
      SELECT id::uuid, ${stream} || video_id, ${type}, position, (${data})::jsonb, (${METADATA})::jsonb,
             (now() AT TIME ZONE 'utc') - interval '1 day'
      FROM (
        SELECT i, ${UUID(kind, 'i')} AS id, ${UUID('0', 'n')} AS video_id,
               row_number() OVER (PARTITION BY n ORDER BY i) - 1 AS position
        FROM (SELECT i, abs(hashint4(i)::bigint) % ${videos} AS n FROM generate_series(1, ${count}) AS i) AS numbered
      ) AS placed
      WHERE i > ${after} ORDER BY i`),
  );
}
