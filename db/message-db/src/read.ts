import type { Message, Metadata } from './message';
import { select, type Queryable } from './query';
import { isCategory } from './stream-name';

export interface ReadOptions {
  /** The first position to read: of the stream (from 0), or global for a category (from 1). */
  position?: number;
  /** How many messages a query fetches, 1,000 unless told. */
  batchSize?: number;
  /** Category only: messages whose correlation stream is of this category. */
  correlation?: string;
  /** Category only: the share of one member of a group. */
  consumerGroup?: { member: number; size: number };
  /** A connection to read on, such as one in the middle of a transaction. */
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

/** See `MessageStore.readBatch`. */
export async function readBatch(pool: Queryable, name: string, options: ReadBatchOptions): Promise<Message[]> {
  const { batchSize = DEFAULT_BATCH_SIZE, correlation, consumerGroup, client = pool } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) throw new RangeError(`batchSize must be 1 or more, not ${batchSize}`);
  if (isCategory(name)) {
    const rows = await select<Row>(client, 'SELECT * FROM get_category_messages($1, $2, $3, $4, $5, $6)', [
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
  const rows = await select<Row>(client, 'SELECT * FROM get_stream_messages($1, $2, $3)', [
    name,
    options.position ?? 0,
    batchSize,
  ]);
  return rows.map(toMessage);
}

/** See `MessageStore.read`. Ends at the first batch that is not full, so it holds no connection while its caller works. */
export async function* readThrough(
  pool: Queryable,
  name: string,
  options: ReadOptions,
): AsyncGenerator<Message, void, undefined> {
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

/** See `MessageStore.readLast`. */
export async function readLast(client: Queryable, streamName: string, type?: string): Promise<Message | null> {
  assertStream(streamName);
  const rows = await select<Row>(client, 'SELECT * FROM get_last_stream_message($1, $2)', [streamName, type ?? null]);
  return rows[0] ? toMessage(rows[0]) : null;
}

/** See `MessageStore.version`. */
export async function streamVersion(client: Queryable, streamName: string): Promise<number> {
  assertStream(streamName);
  const rows = await select<{ version: number | null }>(client, 'SELECT stream_version($1) AS version', [streamName]);
  return rows[0]?.version ?? -1;
}

/** A row as a message. */
export function toMessage(row: Row): Message {
  return {
    id: row.id,
    streamName: row.stream_name,
    type: row.type,
    data: row.data === null ? null : JSON.parse(row.data),
    metadata: metadataOf(row.metadata),
    position: row.position,
    globalPosition: row.global_position,
    time: row.time,
  };
}

/** The column takes any JSON. What is no object says nothing about its message. */
function metadataOf(json: string | null): Metadata {
  const metadata: unknown = json === null ? null : JSON.parse(json);
  return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : {};
}

function assertStream(name: string): void {
  if (isCategory(name)) throw new TypeError(`Only a stream has a last message, and ${name} is a category`);
}
