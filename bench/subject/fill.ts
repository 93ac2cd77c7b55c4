import type pg from 'pg';
import { withoutIndexes } from './without-indexes';

/** UUIDs by number: cheaper than random ones, for a million rows. As SQL, and as JavaScript makes them. */
const UUID = (kind: string, n: string) => `'0000000${kind}-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0')`;

/** The id of the n-th video. */
export function videoId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** With the data this makes rows of 270 bytes of jsonb. */
const METADATA = `'{"schemaVersion": 1, "traceId": "' || id || '", "userId": "' || id || '"}'`;
const VIEWING = `'{"videoId": "' || video_id || '", "viewer": "Viewer ' || i % 1000 || '", "seconds": ' || 1 + i % 600`;

export interface Fill {
  /** How many messages the category gets; or, with `after`, has in the end. */
  readonly count: number;
  /** Among how many videos, at random but the same each time. */
  readonly videos: number;
  /** How many there are already. */
  readonly after?: number;
}

/** Fills the store with events of the audience, as they would have been written yesterday. */
export function fillEvents(client: pg.ClientBase, fill: Fill): Promise<void> {
  return insert(client, fill, {
    kind: '1',
    stream: `'audience-'`,
    type: `'Watched'`,
    data: `${VIEWING} || ', "views": ' || position + 1 || '}'`,
  });
}

/** Fills the store with commands to the audience that nobody has handled yet. */
export function fillCommands(client: pg.ClientBase, fill: Fill): Promise<void> {
  return insert(client, fill, {
    kind: '2',
    stream: `'audience:command-'`,
    type: `'Watch'`,
    data: `${VIEWING} || '}'`,
  });
}

/** The columns of one message, as SQL over `i` (its number), `video_id` and `position` (in its stream). */
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
