import type { Pool } from 'pg';
import type { Written } from './append.ts';
import { coalesce } from './coalesce.ts';
import type { Message, Metadata, NewMessage } from './message.ts';
import type { Queryable } from './query.ts';
import { readBatch, readLast, readThrough, streamVersion, type ReadBatchOptions, type ReadOptions } from './read.ts';
import { readCategories, type ReadCategoriesOptions } from './read-categories.ts';
import { readFacts, type Fact, type ReadFactsOptions } from './read-facts.ts';
import { readStreams } from './read-streams.ts';
import { subscribe, type SubscribeOptions } from './subscribe.ts';
import { write, writeAll, type Write, type WriteOptions } from './write.ts';

/** `Meta` is the type of the metadata of read messages, for a store with more fields than `Metadata`. */
export interface MessageStore<Meta extends Metadata = Metadata> {
  readonly pool: Pool;
  /**
   * Appends one message, or several in order and all or none, to a stream. Concurrent writes to one category share a
   * commit, unless they are part of a caller's transaction; a lone write does not wait. Writing the same messages again
   * (same ids, stream, types and data; metadata may differ) changes nothing and returns the first positions, at any
   * expected version. So repeat a write whose answer was lost. Give ids to all messages of a write or to none. Without
   * messages it only checks `expectedVersion`.
   * @returns the positions of each message, in order.
   * @throws {ExpectedVersionError} if the stream is not at `expectedVersion` (-1: it must not exist).
   * @throws {DuplicateMessageError} if a different message has taken an id, or only a part of the messages exists.
   * @throws {ConnectionError} if the store cannot be reached. If `isAmbiguous`, the messages may have been written.
   * @throws {TypeError} if `streamName` is a category or invalid. {RangeError} if `expectedVersion` is not a valid
   * version.
   */
  write(streamName: string, messages: NewMessage | readonly NewMessage[], options?: WriteOptions): Promise<Written[]>;
  /**
   * Several writes to streams of one category, as part of the caller's transaction: in their order, in one statement,
   * all or none. As in `write`, one that was written before returns its first positions.
   * @returns for each write, in order, the positions of its messages.
   * @throws {ExpectedVersionError} for the first write whose stream is not at its `expectedVersion`.
   * @throws {DuplicateMessageError} as `write` does, and for an id that occurs in two of the writes.
   * @throws {TypeError} if the streams are not of one category. Other errors as in `write`.
   */
  writeAll(writes: readonly Write[], options: { client: Queryable }): Promise<Written[][]>;
  /**
   * Reads every message of a stream or category from a position on, in order, batch by batch while you iterate. It has
   * no limit: it ends when it has caught up with the writers, or, backward, at the first message.
   * @throws {TypeError} for an invalid name, or for a stream with `correlation` or `consumerGroup`.
   * @throws {RangeError} for an invalid `position`, `batchSize` or group.
   * @throws {ConnectionError} if the store cannot be reached. The signal's reason if it is aborted.
   */
  read(name: string, options?: ReadOptions): AsyncGenerator<Message<string, unknown, Meta>, void, undefined>;
  /** Reads the next messages from a position on: at most `batchSize` (unset: 1,000). Throws as `read` does. */
  readBatch(name: string, options?: ReadBatchOptions): Promise<Message<string, unknown, Meta>[]>;
  /**
   * Reads the next messages of several categories: at most `batchSize` of each from its position on, sorted by global
   * position. Keep a position per category: a single one is not safe, because a message of one category may become
   * visible after a later one of another.
   * @param positions the first global position to read of each category.
   * @throws {TypeError} for a stream. Other errors as in `read`.
   */
  readCategories(
    positions: ReadonlyMap<string, number>,
    options?: ReadCategoriesOptions,
  ): Promise<Message<string, unknown, Meta>[]>;
  /**
   * Reads old messages of a category as `readBatch` does, but only their content: without `id` and `time`, and with
   * only the schema version in `metadata`. That is a third of the work. Use it to catch up with millions.
   * @returns null if one of them was written less than `olderThanMs` ago, or has a number that JavaScript cannot hold
   * exactly. Then read them by `readBatch`.
   */
  readFacts(category: string, options: ReadFactsOptions): Promise<Fact[] | null>;
  /** Reads the last message of a stream, or of one type in it; null if there is none. */
  readLast(
    streamName: string,
    options?: { type?: string | undefined; client?: Queryable | undefined },
  ): Promise<Message<string, unknown, Meta> | null>;
  /**
   * Reads all messages of several streams in one query; with a map, those from each stream's position on. @returns an
   * entry for each name, empty if there is nothing to read.
   */
  readStreams(
    streams: readonly string[] | ReadonlyMap<string, number>,
    options?: { client?: Queryable | undefined },
  ): Promise<Map<string, Message<string, unknown, Meta>[]>>;
  /** Returns the position of the last message, -1 for a stream that does not exist. */
  version(streamName: string, options?: { client?: Queryable | undefined }): Promise<number>;
  /**
   * Handles the messages of a category one after another, existing and future ones, until the signal is aborted. It
   * records the position of the last handled message in the stream `<category>:position-<name>`, once per batch and at
   * the end, and the next subscription of that name continues from there. So each message is handled at least once:
   * after a crash, those of the last batch again. If the store cannot be reached, it tries again each second. It also
   * retries a message whose `handle` throws a retryable `ConnectionError`.
   * @returns after the signal is aborted and the current message is handled.
   * @throws the error of `handle`, after recording the messages before.
   * @throws {ExpectedVersionError} if another process runs a subscription of this name.
   * @throws {TypeError} for a stream. Other errors as in `read`.
   */
  subscribe(category: string, options: SubscribeOptions<Meta>): Promise<void>;
}

/** Creates a message store over a pool, made by `createPool` or not. Its statements need no search path. */
export function createMessageStore<Meta extends Metadata = Metadata>(pool: Pool): MessageStore<Meta> {
  const share = coalesce(pool);
  const store: MessageStore = {
    pool,
    write: (streamName, messages, options = {}) => write(share, streamName, messages, options),
    writeAll: (writes, { client }) => writeAll(writes, client),
    read: (name, options = {}) => readThrough((batch) => readBatch(pool, name, batch), name, options),
    readBatch: (name, options = {}) => readBatch(pool, name, options),
    readCategories: (positions, options = {}) =>
      readCategories((category, batch) => readBatch(pool, category, batch), positions, options),
    readFacts: (category, options) => readFacts(pool, category, options),
    readLast: (streamName, options = {}) => readLast(options.client ?? pool, streamName, options.type),
    readStreams: (streams, options = {}) => readStreams(options.client ?? pool, streams),
    version: (streamName, options = {}) => streamVersion(options.client ?? pool, streamName),
    subscribe: (category, options) => subscribe(store, category, options),
  };
  // The writers promise the type of the metadata.
  return store as MessageStore<Metadata> as MessageStore<any> as MessageStore<Meta>;
}
