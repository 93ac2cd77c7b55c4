import type { Message } from './message.ts';
import type { ConsumerGroup } from './partition.ts';
import { select, type Queryable } from './query.ts';
import { categoryQuery } from './read-category.ts';
import { COLUMNS, selectMessages } from './row.ts';
import { isCategory } from './stream-name.ts';

export interface ReadOptions {
  /** The first position to read: of the stream (from 0), or global for a category (from 1). */
  position?: number;
  /** How many messages a query fetches, 1,000 unless told. */
  batchSize?: number;
  /** Category only: messages whose correlation stream is of this category. */
  correlation?: string;
  /** Category only: the share of one member of a group. */
  consumerGroup?: ConsumerGroup;
  /** A connection to read on, such as one in the middle of a transaction. */
  client?: Queryable;
}
export type ReadBatchOptions = ReadOptions;

const DEFAULT_BATCH_SIZE = 1000;

const STREAM = `
  SELECT ${COLUMNS} FROM message_store.messages
  WHERE stream_name = $1 AND position >= $2 ORDER BY position LIMIT $3`;

/** NULL: of any type. */
const LAST = `
  SELECT ${COLUMNS} FROM message_store.messages
  WHERE stream_name = $1 AND ($2::text IS NULL OR type = $2) ORDER BY position DESC LIMIT 1`;

/** See `MessageStore.readBatch`. */
export async function readBatch(pool: Queryable, name: string, options: ReadBatchOptions): Promise<Message[]> {
  const { batchSize = DEFAULT_BATCH_SIZE, correlation, consumerGroup, client = pool } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`batchSize must be 1 or more, not ${batchSize}`);
  if (isCategory(name)) {
    const { text, values } = categoryQuery(name, {
      position: options.position ?? 1,
      batchSize,
      correlation,
      consumerGroup,
    });
    return selectMessages(client, text, values);
  }
  if (correlation !== undefined || consumerGroup) {
    throw new TypeError(`correlation and consumerGroup are for categories, and ${name} is a stream`);
  }
  return selectMessages(client, STREAM, [name, options.position ?? 0, batchSize]);
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
  const messages = await selectMessages(client, LAST, [streamName, type ?? null]);
  return messages[0] ?? null;
}

/** See `MessageStore.version`. */
export async function streamVersion(client: Queryable, streamName: string): Promise<number> {
  assertStream(streamName);
  const rows = await select<{ version: number | null }>(client, 'SELECT message_store.stream_version($1) AS version', [
    streamName,
  ]);
  return rows[0]?.version ?? -1;
}

function assertStream(name: string): void {
  if (isCategory(name)) throw new TypeError(`Only a stream has a last message, and ${name} is a category`);
}
