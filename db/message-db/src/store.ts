import type { Pool } from 'pg';
import type { Written } from './append.ts';
import { coalesce } from './coalesce.ts';
import type { Message, NewMessage } from './message.ts';
import type { Queryable } from './query.ts';
import { readBatch, readLast, readThrough, streamVersion, type ReadBatchOptions, type ReadOptions } from './read.ts';
import { readFacts, type Fact, type ReadFactsOptions } from './read-facts.ts';
import { readStreams } from './read-streams.ts';
import { write, writeAll, type Write, type WriteOptions } from './write.ts';

export interface MessageStore {
  readonly pool: Pool;
  /**
   * Appends one message, or several in order and all or none, to a stream. Writes to one category that meet in this
   * store, and are no part of a caller's transaction, share a commit; a lone one waits for nobody.
   * With ids given by the caller, writing the same messages again (same stream, types and data; metadata may differ)
   * changes nothing and answers as the first time, whatever version is expected then. Give ids to all or none.
   * @returns the positions of each, in order.
   * @throws {ExpectedVersionError} when the stream is not at `expectedVersion` (-1: it must not exist).
   * @throws {DuplicateMessageError} when an id is taken by a different message, or only a part of the messages exists.
   * @throws {TypeError} when `streamName` is a category. {RangeError} when `expectedVersion` can be no version.
   */
  write(streamName: string, messages: NewMessage | readonly NewMessage[], options?: WriteOptions): Promise<Written[]>;
  /**
   * Several writes to streams of one category, as part of the caller's transaction: in their order, in one statement,
   * all or none. Each is as `write` has it: one that was written before is answered as the first time.
   * @returns for each write, in order, the positions of its messages.
   * @throws {ExpectedVersionError} for the first write whose stream is not at its `expectedVersion`.
   * @throws {DuplicateMessageError} as `write` does, also for an id that two of the writes have.
   * @throws {TypeError} when the streams are not of one category. {TypeError} and {RangeError} as `write` does.
   */
  writeAll(writes: readonly Write[], options: { client: Queryable }): Promise<Written[][]>;
  /**
   * Every message of a stream or category from a position on, in order, read batch by batch while you iterate. There
   * is no limit: it ends when it has caught up with the writers.
   * @throws {TypeError} when `correlation` or `consumerGroup` is given for a stream. {RangeError} for a bad `batchSize`.
   */
  read(name: string, options?: ReadOptions): AsyncGenerator<Message, void, undefined>;
  /** The next messages from a position on: at most `batchSize` (1,000 unless told). Throws as `read` does. */
  readBatch(name: string, options?: ReadBatchOptions): Promise<Message[]>;
  /**
   * The same for a category whose old messages matter for what they say only: there is no `id`, no `time`, and in
   * `metadata` nothing but the schema version, which is a third of the work. Whoever catches up with millions reads so.
   * @returns null when one of them was written less than `olderThanMs` ago: read them by `readBatch`.
   */
  readFacts(category: string, options: ReadFactsOptions): Promise<Fact[] | null>;
  /** The last message of a stream, or of one type in it; null when there is none. */
  readLast(streamName: string, options?: { type?: string; client?: Queryable }): Promise<Message | null>;
  /**
   * All messages of several streams in one query, or, of a map, those from each stream's position on; an entry for each
   * name, empty where there is nothing to read.
   */
  readStreams(
    streams: readonly string[] | ReadonlyMap<string, number>,
    options?: { client?: Queryable },
  ): Promise<Map<string, Message[]>>;
  /** The position of the last message, -1 for a stream that does not exist. */
  version(streamName: string, options?: { client?: Queryable }): Promise<number>;
}

/** The message store behind a pool made by `createPool`, or any other: its statements need no search path. */
export function createMessageStore(pool: Pool): MessageStore {
  const share = coalesce(pool);
  return {
    pool,
    write: (streamName, messages, options = {}) => write(share, streamName, messages, options),
    writeAll: (writes, { client }) => writeAll(writes, client),
    read: (name, options = {}) => readThrough(pool, name, options),
    readBatch: (name, options = {}) => readBatch(pool, name, options),
    readFacts: (category, options) => readFacts(pool, category, options),
    readLast: (streamName, options = {}) => readLast(options.client ?? pool, streamName, options.type),
    readStreams: (streams, options = {}) => readStreams(options.client ?? pool, streams),
    version: (streamName, options = {}) => streamVersion(options.client ?? pool, streamName),
  };
}
