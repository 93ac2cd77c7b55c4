import type { Written } from './append.ts';
import { ExpectedVersionError } from './errors.ts';
import type { Message, Metadata } from './message.ts';
import { partitionOf } from './partition.ts';
import { assertStream, checkedRead, readThrough, type ReadBatchOptions } from './read.ts';
import { readCategories } from './read-categories.ts';
import { wantedOf } from './read-streams.ts';
import type { MessageStore } from './store.ts';
import { assertName, categoryOf, isCategory } from './stream-name.ts';
import { subscribe } from './subscribe.ts';
import { checkedWrite } from './write.ts';
import { writtenOf } from './written.ts';

/** The part of a `MessageStore` that needs no database: all but its pool, transactions and `readFacts`. */
export type MemoryStore<Meta extends Metadata = Metadata> = Omit<MessageStore<Meta>, 'pool' | 'writeAll' | 'readFacts'>;

/**
 * An empty message store in memory, for unit tests. It does what the store in Postgres does, with the same checks and
 * errors. Global positions have no gaps, and `time` is this process's clock. Nothing is persisted.
 * @throws {TypeError} from each function with a `client`, because the store has no transactions.
 */
export function createMemoryStore<Meta extends Metadata = Metadata>(): MemoryStore<Meta> {
  const messages: Message[] = [];
  const streams = new Map<string, Message[]>();
  const byId = new Map<string, Message>();
  const streamOf = (name: string) => streams.get(name) ?? [];

  async function readBatch(name: string, options: ReadBatchOptions = {}): Promise<Message[]> {
    assertNoTransaction(options);
    const { position, batchSize, isBackward, correlation, consumerGroup } = checkedRead(name, options);
    options.signal?.throwIfAborted();
    const ordinal = isCategory(name) ? 'globalPosition' : 'position';
    const inOrder = isCategory(name) ? messages : streamOf(name);
    const found = (isBackward ? inOrder.toReversed() : inOrder).filter(
      (message) =>
        (isBackward ? message[ordinal] <= position : message[ordinal] >= position) &&
        (!isCategory(name) || categoryOf(message.streamName) === name) &&
        (correlation === undefined || correlationOf(message) === correlation) &&
        (!consumerGroup || partitionOf(message.streamName, consumerGroup.size) === consumerGroup.member),
    );
    return structuredClone(found.slice(0, batchSize));
  }

  const store: MemoryStore = {
    async write(streamName, given, options = {}) {
      assertNoTransaction(options);
      const append = checkedWrite({ streamName, messages: given, expectedVersion: options.expectedVersion });
      const before = writtenOf(append, byId);
      if (before instanceof Error) throw before;
      if (before) return before;
      const stream = streamOf(streamName);
      const version = stream.length - 1;
      const { expectedVersion = version } = append;
      if (expectedVersion !== version) throw new ExpectedVersionError(streamName, expectedVersion, version);
      const time = new Date();
      return append.messages.map(({ id, type, data, metadata }): Written => {
        const written = { position: stream.length, globalPosition: messages.length + 1 };
        const message: Message = {
          id: id.toLowerCase(),
          streamName,
          type,
          data: JSON.parse(data),
          metadata: JSON.parse(metadata),
          ...written,
          time,
        };
        messages.push(message);
        stream.push(message);
        streams.set(streamName, stream);
        byId.set(message.id, message);
        return written;
      });
    },

    readBatch,
    read: (name, options = {}) => readThrough((batch) => readBatch(name, batch), name, options),
    readCategories: (positions, options = {}) => readCategories(readBatch, positions, options),

    async readLast(streamName, options = {}) {
      assertNoTransaction(options);
      assertStream(streamName);
      const { type } = options;
      if (type !== undefined) assertName(type, 'message type');
      const last = streamOf(streamName).findLast((message) => type === undefined || message.type === type);
      return last ? structuredClone(last) : null;
    },

    async readStreams(names, options = {}) {
      assertNoTransaction(options);
      return new Map([...wantedOf(names)].map(([name, first]) => [name, structuredClone(streamOf(name).slice(first))]));
    },

    async version(streamName, options = {}) {
      assertNoTransaction(options);
      assertStream(streamName);
      return streamOf(streamName).length - 1;
    },

    subscribe: (category, options) => subscribe(store, category, options),
  };
  // The writers promise the type of the metadata.
  return store as MemoryStore<any> as MemoryStore<Meta>;
}

/** The category of a message's correlation stream. */
function correlationOf({ metadata: { correlationStreamName: name } }: Message): string | null {
  return name === undefined ? null : categoryOf(name);
}

function assertNoTransaction({ client }: { client?: unknown }): void {
  if (client !== undefined) throw new TypeError('A store in memory has no transactions, and was given a client');
}
