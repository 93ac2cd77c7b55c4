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

/** `Meta` is the type of the metadata of what is read, for a store whose messages have fields of their own in it. */
export interface MessageStore<Meta extends Metadata = Metadata> {
  readonly pool: Pool;
  /**
   * Appends one message, or several in order and all or none, to a stream. Writes to one category that meet in this
   * store, and are no part of a caller's transaction, share a commit; a lone one waits for none.
   * Writing the same messages again (same ids, stream, types and data; metadata may differ) changes nothing and returns
   * the first positions, at any expected version. So repeat a write whose answer was lost. Give ids to all messages of a
   * write or to none.
   * Without messages it checks `expectedVersion`.
   * @returns the positions of each, in order.
   * @throws {ExpectedVersionError} when the stream is not at `expectedVersion` (-1: it must not exist).
   * @throws {DuplicateMessageError} when an id is taken by a different message, or only a part of the messages exists.
   * @throws {ConnectionError} when the store cannot be reached. Where `isAmbiguous`, the messages may have been written.
   * @throws {TypeError} when `streamName` is a category or no name. {RangeError} when `expectedVersion` can be no version.
   */
  write(streamName: string, messages: NewMessage | readonly NewMessage[], options?: WriteOptions): Promise<Written[]>;
  /**
   * Several writes to streams of one category, as part of the caller's transaction: in their order, in one statement,
   * all or none. Each is as `write` has it: one that was written before returns its first positions.
   * @returns for each write, in order, the positions of its messages.
   * @throws {ExpectedVersionError} for the first write whose stream is not at its `expectedVersion`.
   * @throws {DuplicateMessageError} as `write` does, also for an id that two of the writes have.
   * @throws {TypeError} when the streams are not of one category. The rest as `write` does.
   */
  writeAll(writes: readonly Write[], options: { client: Queryable }): Promise<Written[][]>;
  /**
   * Every message of a stream or category from a position on, in order, read batch by batch while you iterate. There
   * is no limit: it ends when it has caught up with the writers, or, backward, at the first message.
   * @throws {TypeError} for a bad name, or when `correlation` or `consumerGroup` is given for a stream.
   * @throws {RangeError} for a bad `position` or `batchSize`, or a group that cannot be.
   * @throws {ConnectionError} when the store cannot be reached. The signal's reason when that is aborted.
   */
  read(name: string, options?: ReadOptions): AsyncGenerator<Message<string, unknown, Meta>, void, undefined>;
  /** The next messages from a position on: at most `batchSize` (unset: 1,000). Throws as `read` does. */
  readBatch(name: string, options?: ReadBatchOptions): Promise<Message<string, unknown, Meta>[]>;
  /**
   * The next messages of several categories: of each at most `batchSize` from its position on, then sorted by global
   * position. Keep a position for each category: no single one is safe, as a message of one may become visible after a
   * later one of another.
   * @param positions of each category, the first global position to read.
   * @throws {TypeError} for a stream. The rest as `read` does.
   */
  readCategories(
    positions: ReadonlyMap<string, number>,
    options?: ReadCategoriesOptions,
  ): Promise<Message<string, unknown, Meta>[]>;
  /**
   * The same as `readBatch` for a category whose old messages matter for what they say only: there is no `id`, no `time`,
   * and in `metadata` nothing but the schema version, which is a third of the work. For catching up with millions.
   * @returns null when one of them was written less than `olderThanMs` ago, or has a number that JavaScript cannot hold
   * exactly: read them by `readBatch`.
   */
  readFacts(category: string, options: ReadFactsOptions): Promise<Fact[] | null>;
  /** The last message of a stream, or of one type in it; null when there is none. */
  readLast(
    streamName: string,
    options?: { type?: string | undefined; client?: Queryable | undefined },
  ): Promise<Message<string, unknown, Meta> | null>;
  /**
   * All messages of several streams in one query, or, of a map, those from each stream's position on; an entry for each
   * name, empty where there is nothing to read.
   */
  readStreams(
    streams: readonly string[] | ReadonlyMap<string, number>,
    options?: { client?: Queryable | undefined },
  ): Promise<Map<string, Message<string, unknown, Meta>[]>>;
  /** The position of the last message, -1 for a stream that does not exist. */
  version(streamName: string, options?: { client?: Queryable | undefined }): Promise<number>;
  /**
   * Handles the messages of a category one after the other, those of today and those to come, until the signal is aborted.
   * The position of the last one that was handled is kept in the stream `<category>:position-<name>`, once a batch and at
   * the end, and the next subscription of that name goes on from there. So each message is handled at least once: after a
   * crash, those of the last batch again.
   * A store that cannot be reached is tried again each second, and so is the message whose `handle` throws a retryable
   * `ConnectionError`.
   * @returns when the signal is aborted and the message that was being handled is done.
   * @throws what `handle` throws, when the messages before that one are recorded.
   * @throws {ExpectedVersionError} when another process runs a subscription of this name.
   * @throws {TypeError} for a stream. The rest as `read` does.
   */
  subscribe(category: string, options: SubscribeOptions<Meta>): Promise<void>;
}

/** The message store behind a pool made by `createPool`, or any other: its statements need no search path. */
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
  // What metadata holds is what its writers promise.
  return store as MessageStore<Metadata> as MessageStore<any> as MessageStore<Meta>;
}
