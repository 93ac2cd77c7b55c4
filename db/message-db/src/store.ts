import type pg from 'pg';
import type { Message, NewMessage } from './message';
import type { Queryable } from './query';
import { readBatch, readLast, readThrough, streamVersion, type ReadBatchOptions, type ReadOptions } from './read';
import { readStreams } from './read-streams';
import { write, type WriteOptions, type Written } from './write';

export interface MessageStore {
  readonly pool: pg.Pool;
  /**
   * Appends one message, or several in order and all or none, to a stream.
   * With ids given by the caller, writing the same messages again (same stream, types and data; metadata may differ)
   * changes nothing and answers as the first time, whatever version is expected then. Give ids to all or none.
   * @returns the positions of each, in order.
   * @throws {ExpectedVersionError} when the stream is not at `expectedVersion` (-1: it must not exist).
   * @throws {DuplicateMessageError} when an id is taken by a different message, or only a part of the messages exists.
   * @throws {TypeError} when `streamName` is a category. {RangeError} when `expectedVersion` can be no version.
   */
  write(streamName: string, messages: NewMessage | readonly NewMessage[], options?: WriteOptions): Promise<Written[]>;
  /**
   * Every message of a stream or category from a position on, in order, read batch by batch while you iterate. There
   * is no limit: it ends when it has caught up with the writers.
   * @throws {TypeError} when `correlation` or `consumerGroup` is given for a stream. {RangeError} for a bad `batchSize`.
   */
  read(name: string, options?: ReadOptions): AsyncGenerator<Message, void, undefined>;
  /** The next messages from a position on: at most `batchSize` (1,000 unless told). Throws as `read` does. */
  readBatch(name: string, options?: ReadBatchOptions): Promise<Message[]>;
  /** The last message of a stream, or of one type in it; null when there is none. */
  readLast(streamName: string, options?: { type?: string; client?: Queryable }): Promise<Message | null>;
  /** All messages of several streams in one query; an entry for each name, empty where there is no such stream. */
  readStreams(streamNames: readonly string[], options?: { client?: Queryable }): Promise<Map<string, Message[]>>;
  /** The position of the last message, -1 for a stream that does not exist. */
  version(streamName: string, options?: { client?: Queryable }): Promise<number>;
}

/** The message store behind a pool made by `createPool`, or another whose search path includes `message_store`. */
export function createMessageStore(pool: pg.Pool): MessageStore {
  return {
    pool,
    write: (streamName, messages, options = {}) => write(pool, streamName, [messages].flat(), options),
    read: (name, options = {}) => readThrough(pool, name, options),
    readBatch: (name, options = {}) => readBatch(pool, name, options),
    readLast: (streamName, options = {}) => readLast(options.client ?? pool, streamName, options.type),
    readStreams: (streamNames, options = {}) => readStreams(options.client ?? pool, streamNames),
    version: (streamName, options = {}) => streamVersion(options.client ?? pool, streamName),
  };
}
