import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Message, Queryable } from '@message-db/client';

/** Snapshots of a decider's states, so that long streams are not folded from their first event. */
export interface Snapshots<State> {
  /** Raise it with every change of `evolve`. Snapshots of other versions are ignored. */
  readonly version: number;
  /** The schema of the state, which must be plain JSON. Snapshots that fail it are ignored. */
  readonly schema: StandardSchemaV1<unknown, State>;
}

/** A stream as read: its snapshot, if there is one, and the events after it. */
export interface ReadStream {
  /** The position of the last event in `state`; -1 without a snapshot. */
  readonly version: number;
  /** JSON, or null without a snapshot. */
  readonly state: string | null;
  readonly events: readonly Message[];
}

interface Row {
  streamName: string;
  version: number;
  state: string | null;
  id: string | null;
  type: string;
  position: number;
  globalPosition: number;
  data: string | null;
  metadata: string | null;
  time: Date;
}

/** One query for all streams: the snapshot of each, and the events after it. */
const READ = `
  WITH wanted AS MATERIALIZED (
    SELECT stream_name, coalesce(version, -1) AS version, state::text AS state
    FROM unnest($1::text[]) AS wanted (stream_name)
    LEFT JOIN (SELECT * FROM runtime.snapshot WHERE consumer = $2 AND state_version = $3) AS snapshot USING (stream_name)
  )
  SELECT stream_name AS "streamName", version, state, NULL::text AS id, NULL::text AS type, NULL::bigint AS position,
         NULL::bigint AS "globalPosition", NULL::text AS data, NULL::text AS metadata, NULL::timestamp AS time
  FROM wanted WHERE state IS NOT NULL
  UNION ALL
  SELECT wanted.stream_name, wanted.version, NULL, event.*
  FROM wanted, LATERAL (
    SELECT id::text, type, position, global_position, data::text, metadata::text, time
    FROM message_store.messages
    WHERE messages.stream_name = wanted.stream_name AND position > wanted.version
    ORDER BY position OFFSET 0) AS event`;

/**
 * Reads the streams of entities, each from its snapshot on, in one query.
 * @param stateVersion the version of the snapshots to use, or null to read the streams from their first event.
 */
export async function readFromSnapshots(
  client: Queryable,
  consumer: string,
  stateVersion: number | null,
  streamNames: readonly string[],
): Promise<Map<string, ReadStream>> {
  const { rows } = await client.query<Row>({
    name: 'read-from-snapshots',
    text: READ,
    values: [streamNames, consumer, stateVersion],
  });
  const streams = new Map(
    streamNames.map((name) => [name, { version: -1, state: null as string | null, events: [] as Message[] }]),
  );
  for (const { version, state, ...row } of rows) {
    const stream = streams.get(row.streamName)!;
    stream.version = version;
    if (row.id === null) stream.state = state;
    else
      stream.events.push({ ...row, id: row.id, data: parse(row.data), metadata: parse(row.metadata) ?? {} } as Message);
  }
  return streams;
}

/** Stores snapshots, unless later ones exist. */
export async function keepSnapshots(
  client: Queryable,
  consumer: string,
  stateVersion: number,
  snapshots: readonly { streamName: string; version: number; state: unknown }[],
): Promise<void> {
  await client.query(
    `INSERT INTO runtime.snapshot AS existing (consumer, stream_name, version, state_version, state)
     SELECT $1, stream_name, version, $2, state
     FROM unnest($3::text[], $4::bigint[], $5::jsonb[]) AS snapshot (stream_name, version, state)
     ON CONFLICT (consumer, stream_name) DO UPDATE
     SET version = excluded.version, state_version = excluded.state_version, state = excluded.state, taken_at = now()
     WHERE existing.version < excluded.version OR existing.state_version <> excluded.state_version`,
    [consumer, stateVersion, ...columns(snapshots)],
  );
}

/** Deletes the snapshots of streams. */
export async function dropSnapshots(
  client: Queryable,
  consumer: string,
  streamNames: readonly string[],
): Promise<void> {
  await client.query('DELETE FROM runtime.snapshot WHERE consumer = $1 AND stream_name = ANY($2::text[])', [
    consumer,
    streamNames,
  ]);
}

function columns(snapshots: readonly { streamName: string; version: number; state: unknown }[]): unknown[] {
  return [
    snapshots.map(({ streamName }) => streamName),
    snapshots.map(({ version }) => version),
    snapshots.map(({ state }) => JSON.stringify(state)),
  ];
}

function parse(json: string | null): any {
  return json === null ? null : JSON.parse(json);
}
