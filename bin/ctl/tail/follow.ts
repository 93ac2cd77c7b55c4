import { categoryOf, isCategory, type Message, type MessageStore } from '@message-db/client';
import { readHeads } from '@message-db/runtime/operations';
import { categoriesOf } from '../categories';

/** The maximum number of messages of a category or stream that are read at a time. */
const BATCH_SIZE = 100;

/** Reads new messages. `next` returns some of them, and an empty array when there are none. */
export interface Following {
  next(): Promise<readonly Message[]>;
}

/** Follows a stream. @param from a position in it; null for new messages only. */
export async function followStream(store: MessageStore, name: string, from: number | null): Promise<Following> {
  let position = from ?? (await store.version(name)) + 1;
  return {
    async next() {
      const batch = await store.readBatch(name, { position, batchSize: BATCH_SIZE });
      position = (batch.at(-1)?.position ?? position - 1) + 1;
      return batch;
    },
  };
}

/**
 * Follows a category, or all of them, including new ones. Reads each category separately, and misses nothing. Messages
 * of several categories come in the order of the store, except those that are being written at the same time, because
 * commits of two categories have no order.
 * @param from a global position; null for new messages only.
 */
export async function followCategories(
  store: MessageStore,
  name: string | null,
  from: number | null,
): Promise<Following> {
  const categories = async () => (name === null ? categoriesOf(store.pool) : [name]);
  const begin = from === null ? await readHeads(store.pool, await categories()) : new Map<string, number>();
  /** The last returned position of each category. */
  const positions = new Map(begin);
  return {
    async next() {
      const heads = await readHeads(store.pool, await categories());
      const batches: Message[][] = [];
      for (const [category, head] of heads) {
        const position = positions.get(category) ?? (from ?? 1) - 1;
        if (head > position)
          batches.push(await store.readBatch(category, { position: position + 1, batchSize: BATCH_SIZE }));
      }
      // A full batch may not be the end of its category, so messages of other categories after its end must wait.
      const end = Math.min(
        ...batches.map((batch) => (batch.length < BATCH_SIZE ? Infinity : batch.at(-1)!.globalPosition)),
      );
      const messages = batches.flat().filter(({ globalPosition }) => globalPosition <= end);
      for (const batch of batches) {
        const last = batch.findLast(({ globalPosition }) => globalPosition <= end);
        if (last) positions.set(categoryOf(last.streamName), last.globalPosition);
      }
      return messages.sort((one, other) => one.globalPosition - other.globalPosition);
    },
  };
}

/** Follows messages. @param name a stream, a category, or null for all. */
export function follow(store: MessageStore, name: string | null, from: number | null): Promise<Following> {
  return name === null || isCategory(name) ? followCategories(store, name, from) : followStream(store, name, from);
}
