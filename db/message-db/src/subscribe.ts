import type { StandardSchemaV1 } from '@standard-schema/spec';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Written } from './append.ts';
import { ConnectionError } from './connection-error.ts';
import type { Message, Metadata, NewMessage } from './message.ts';
import { messageType } from './message-type.ts';
import { DEFAULT_BATCH_SIZE, type ReadOptions } from './read.ts';
import { assertName, isCategory, streamName } from './stream-name.ts';

export interface SubscribeOptions<Meta extends Metadata = Metadata> extends Pick<
  ReadOptions,
  'batchSize' | 'correlation' | 'consumerGroup'
> {
  /** The name under which its position is recorded: see `subscribe`. */
  name: string;
  /** Handles one message after another. An error ends the subscription. */
  handle: (message: Message<string, unknown, Meta>) => void | Promise<void>;
  /** Ends the subscription after the current message. */
  signal: AbortSignal;
  /** The pause before the next poll at the end of the category, in milliseconds. Unset: 100. */
  pollMilliseconds?: number | undefined;
  /** Called when the store cannot be reached. The subscription keeps trying. */
  onError?: ((error: ConnectionError) => void) | undefined;
}

const DEFAULT_POLL = 100;
/** The pause after a lost connection, in milliseconds. */
const RETRY_DELAY = 1_000;

/**
 * `position` is the global position of the last handled message. The names of the type and the stream are Eventide's.
 */
const Recorded = messageType('Recorded', {
  '~standard': { version: 1, vendor: 'message-db', validate: validatePosition },
} as StandardSchemaV1<{ position: number }>);

function validatePosition(data: unknown): StandardSchemaV1.Result<{ position: number }> {
  const position = (data as { position?: unknown } | null)?.position;
  if (typeof position !== 'number') return { issues: [{ message: 'must have a position' }] };
  return { value: { position } };
}

/** The functions of a store that a subscription needs. */
export interface SubscribedStore {
  readBatch(name: string, options: ReadOptions): Promise<Message[]>;
  readLast(streamName: string): Promise<Message | null>;
  write(streamName: string, message: NewMessage, options: { expectedVersion: number }): Promise<Written[]>;
}

/** See `MessageStore.subscribe`. */
export async function subscribe(store: SubscribedStore, category: string, options: SubscribeOptions): Promise<void> {
  assertName(category);
  if (!isCategory(category)) throw new TypeError(`A subscription reads a category, and ${category} is a stream`);
  const { signal, pollMilliseconds = DEFAULT_POLL } = options;
  const checkpoint = openCheckpoint(store, positionStream(category, options));
  while (!signal.aborted) {
    try {
      const isFull = await handleBatch(store, category, options, checkpoint);
      if (!isFull) await sleepUnless(signal, pollMilliseconds);
    } catch (error) {
      if (!(error instanceof ConnectionError && error.isRetryable)) throw error;
      options.onError?.(error);
      await sleepUnless(signal, RETRY_DELAY);
    }
  }
}

/** @returns whether more messages may be waiting. */
async function handleBatch(
  store: SubscribedStore,
  category: string,
  options: SubscribeOptions,
  checkpoint: Checkpoint,
): Promise<boolean> {
  const { handle, signal, batchSize = DEFAULT_BATCH_SIZE, correlation, consumerGroup } = options;
  const from = (await checkpoint.position()) + 1;
  const batch = await store.readBatch(category, { position: from, batchSize, correlation, consumerGroup });
  let handled: Message | undefined;
  try {
    for (const message of batch) {
      if (signal.aborted) break;
      await handle(message);
      handled = message;
    }
  } finally {
    if (handled) await checkpoint.record(handled.globalPosition);
  }
  return batch.length === batchSize;
}

interface Checkpoint {
  /** The global position of the last handled message, or 0. */
  position(): Promise<number>;
  /** @throws {ExpectedVersionError} if another process records positions under the same name. */
  record(position: number): Promise<void>;
}

function openCheckpoint(store: SubscribedStore, stream: string): Checkpoint {
  let last: { position: number; version: number } | null = null;
  let unrecorded: ReturnType<typeof Recorded> | null = null;

  /** Writes the same message again if the answer to the first attempt was lost. It is stored once. */
  async function write(): Promise<void> {
    if (!last || !unrecorded) return;
    const [written] = await store.write(stream, unrecorded, { expectedVersion: last.version });
    last = { ...last, version: written!.position };
    unrecorded = null;
  }

  return {
    async position() {
      if (!last) {
        const recorded = await store.readLast(stream);
        last = recorded
          ? { position: Recorded.read(recorded).data.position, version: recorded.position }
          : { position: 0, version: -1 };
      }
      await write();
      return last.position;
    },
    async record(position) {
      last = { version: -1, ...last, position };
      unrecorded = Recorded({ position });
      await write();
    },
  };
}

/**
 * Eventide's name: `account:position-mailer`, or `account:command+position-mailer`. Each member of a group has another.
 */
function positionStream(category: string, { name, consumerGroup }: SubscribeOptions): string {
  const type = category.includes(':') ? `${category}+position` : `${category}:position`;
  return streamName(type, consumerGroup ? `${name}-${consumerGroup.member}-${consumerGroup.size}` : name);
}

async function sleepUnless(signal: AbortSignal, milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
