import { assertConsumerGroup, type ConsumerGroup } from './partition.ts';
import type { Message } from './message.ts';
import { select, type Queryable } from './query.ts';
import { categoryQuery, type CategoryRead } from './read-category.ts';
import { COLUMNS, selectMessages } from './row.ts';
import { assertName, isCategory } from './stream-name.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface ReadOptions {
  /**
   * The first position to read: in the stream (from 0), or global for a category (from 1). Unset: the first; if
   * backward, the last.
   */
  position?: number | undefined;
  /** `forward` reads in the order written, `backward` the newest first. Unset: forward. */
  direction?: 'forward' | 'backward' | undefined;
  /** The number of messages per query. Unset: 1,000. */
  batchSize?: number | undefined;
  /** For categories only: messages whose correlation stream is in this category. */
  correlation?: string | undefined;
  /** For categories only: the partition of one member of a group. */
  consumerGroup?: ConsumerGroup | undefined;
  /** The connection to read on, such as one in a transaction. */
  client?: Queryable | undefined;
  /** Aborting ends the read with the signal's reason. A running query is not cancelled, and its result is discarded. */
  signal?: AbortSignal | undefined;
}
export type ReadBatchOptions = ReadOptions;

export const DEFAULT_BATCH_SIZE = 1000;

const FORWARD = `
  SELECT ${COLUMNS} FROM message_store.messages
  WHERE stream_name = $1 AND position >= $2 ORDER BY position LIMIT $3`;

const BACKWARD = `
  SELECT ${COLUMNS} FROM message_store.messages
  WHERE stream_name = $1 AND position <= $2 ORDER BY position DESC LIMIT $3`;

/** A NULL type means any type. */
const LAST = `
  SELECT ${COLUMNS} FROM message_store.messages
  WHERE stream_name = $1 AND ($2::text IS NULL OR type = $2) ORDER BY position DESC LIMIT 1`;

/** See `MessageStore.readBatch`. */
export async function readBatch(pool: Queryable, name: string, options: ReadBatchOptions): Promise<Message[]> {
  const { client = pool, signal } = options;
  const { text, values } = queryOf(name, options);
  signal?.throwIfAborted();
  const reading = selectMessages(client, text, values);
  return signal ? unlessAborted(reading, signal) : reading;
}

function queryOf(name: string, options: ReadBatchOptions): { text: string; values: unknown[] } {
  const read = checkedRead(name, options);
  if (isCategory(name)) return categoryQuery(name, read);
  return { text: read.isBackward ? BACKWARD : FORWARD, values: [name, read.position, read.batchSize] };
}

/**
 * Checks the name and the options of a read.
 * @throws {TypeError} {RangeError} as `MessageStore.read` does.
 */
export function checkedRead(name: string, options: ReadBatchOptions): CategoryRead {
  const { batchSize = DEFAULT_BATCH_SIZE, direction, correlation, consumerGroup } = options;
  assertName(name);
  assertBatchSize(batchSize);
  const isBackward = direction === 'backward';
  const position = options.position ?? (isBackward ? Number.MAX_SAFE_INTEGER : Number(isCategory(name)));
  assertPosition(position);
  if (isCategory(name)) {
    if (correlation !== undefined) assertCorrelation(correlation);
    if (consumerGroup) assertConsumerGroup(consumerGroup);
  } else if (correlation !== undefined || consumerGroup) {
    throw new TypeError(`correlation and consumerGroup are for categories, and ${name} is a stream`);
  }
  return { position, batchSize, isBackward, correlation, consumerGroup };
}

/**
 * See `MessageStore.read`. It ends at the first batch that is not full, and holds no connection while its caller works.
 * @param next reads a batch.
 */
export async function* readThrough(
  next: (options: ReadBatchOptions) => Promise<Message[]>,
  name: string,
  options: ReadOptions,
): AsyncGenerator<Message, void, undefined> {
  const { batchSize = DEFAULT_BATCH_SIZE, direction, signal } = options;
  let position = options.position;
  for (;;) {
    const batch = await next({ ...options, position, batchSize });
    for (const message of batch) {
      signal?.throwIfAborted();
      yield message;
    }
    const last = batch.at(-1);
    if (!last || batch.length < batchSize) return;
    const reached = isCategory(name) ? last.globalPosition : last.position;
    if (direction === 'backward' && reached === 0) return;
    position = direction === 'backward' ? reached - 1 : reached + 1;
  }
}

/** See `MessageStore.readLast`. */
export async function readLast(client: Queryable, streamName: string, type?: string): Promise<Message | null> {
  assertStream(streamName);
  if (type !== undefined) assertName(type, 'message type');
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

/** @throws {TypeError} if the name is a category or invalid. {RangeError} if it is too long. */
export function assertStream(name: string): void {
  assertName(name);
  if (isCategory(name)) throw new TypeError(`Only a stream has a last message, and ${name} is a category`);
}

function assertCorrelation(name: string): void {
  assertName(name);
  if (!isCategory(name)) throw new TypeError(`Correlation must be a category, and ${name} is a stream`);
}

/** @throws {RangeError} if a position is not a whole number of 0 or more. */
export function assertPosition(position: number): void {
  if (Number.isSafeInteger(position) && position >= 0) return;
  throw new RangeError(`A position must be a whole number from 0 on, not ${position}`);
}

/** @throws {RangeError} if a batch size is not a whole number of 1 or more. */
export function assertBatchSize(batchSize: number): void {
  if (Number.isSafeInteger(batchSize) && batchSize >= 1) return;
  throw new RangeError(`batchSize must be 1 or more, not ${batchSize}`);
}
