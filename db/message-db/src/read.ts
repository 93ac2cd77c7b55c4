import type { Message, Metadata } from './message';
import type { Queryable } from './store';
import { isCategory } from './stream-name';

export interface ReadOptions {
  /** The first position to read: of the stream (from 0), or global for a category (from 1). */
  position?: number;
  /** How many messages a query fetches. */
  batchSize?: number;
  /** Category only: messages whose correlation stream is of this category. */
  correlation?: string;
  /** Category only: the share of one member of a group. */
  consumerGroup?: { member: number; size: number };
  client?: Queryable;
}
export type ReadBatchOptions = ReadOptions;

export const DEFAULT_BATCH_SIZE = 1000;

/** A row of Message DB's `message` type. */
export interface Row {
  id: string;
  stream_name: string;
  type: string;
  position: number;
  global_position: number;
  data: string | null;
  metadata: string | null;
  time: Date;
}

export async function readBatch(pool: Queryable, name: string, options: ReadBatchOptions): Promise<Message[]> {
  const { batchSize = DEFAULT_BATCH_SIZE, correlation, consumerGroup, client = pool } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) throw new RangeError(`batchSize must be 1 or more, not ${batchSize}`);
  if (isCategory(name)) {
    const { rows } = await client.query<Row>('SELECT * FROM get_category_messages($1, $2, $3, $4, $5, $6)', [
      name,
      options.position ?? 1,
      batchSize,
      correlation ?? null,
      consumerGroup?.member ?? null,
      consumerGroup?.size ?? null,
    ]);
    return rows.map(toMessage);
  }
  if (correlation !== undefined || consumerGroup) {
    throw new TypeError(`correlation and consumerGroup are for categories, and ${name} is a stream`);
  }
  const { rows } = await client.query<Row>('SELECT * FROM get_stream_messages($1, $2, $3)', [
    name,
    options.position ?? 0,
    batchSize,
  ]);
  return rows.map(toMessage);
}

export async function* readThrough(pool: Queryable, name: string, options: ReadOptions): AsyncGenerator<Message, void, undefined> {
  const batchSize = options.batchSize ?? DEFAULT_BATCH_SIZE;
  let position = options.position;
  for (;;) {
    const batch = await readBatch(pool, name, { ...options, position, batchSize });
    yield* batch;
    const last = batch.at(-1);
    if (!last || batch.length < batchSize) return;
    position = (isCategory(name) ? last.globalPosition : last.position) + 1;
  }
}

export async function readLast(client: Queryable, streamName: string, type?: string): Promise<Message | null> {
  const { rows } = await client.query<Row>('SELECT * FROM get_last_stream_message($1, $2)', [streamName, type ?? null]);
  return rows[0] ? toMessage(rows[0]) : null;
}

export async function streamVersion(client: Queryable, streamName: string): Promise<number> {
  const { rows } = await client.query<{ version: number | null }>('SELECT stream_version($1) AS version', [streamName]);
  return rows[0]?.version ?? -1;
}

/** A row of Message DB's `message` type as a message. */
export function toMessage(row: Row): Message {
  return {
    id: row.id,
    streamName: row.stream_name,
    type: row.type,
    data: row.data === null ? null : JSON.parse(row.data),
    metadata: row.metadata === null ? {} : (JSON.parse(row.metadata) as Metadata),
    position: row.position,
    globalPosition: row.global_position,
    time: row.time,
  };
}
