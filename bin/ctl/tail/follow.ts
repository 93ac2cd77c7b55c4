import { categoryOf, isCategory, type Message, type MessageStore } from '@message-db/client';
import { headsOf } from '@message-db/runtime/operations';
import { categoriesOf } from '../categories';

/** So many messages of a category or stream are held in memory. */
const BATCH_SIZE = 100;

/** Gives the messages that have come since it was asked last: some of them, at most, until there are none. */
export interface Following {
  next(): Promise<readonly Message[]>;
}

/** Follows a stream. @param from a position in it; null: from the next message on. */
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
 * Follows one category, or all, also those that are new. Each is read by itself and misses nothing; together they come
 * in the order of the store but for what is being written at the same moment, as the commits of two categories have no
 * order.
 * @param from a global position; null: from the next message on.
 */
export async function followCategories(
  store: MessageStore,
  name: string | null,
  from: number | null,
): Promise<Following> {
  const categories = async () => (name === null ? categoriesOf(store.pool) : [name]);
  const begin = from === null ? await headsOf(store.pool, await categories()) : new Map<string, number>();
  /** The last that was given of each. */
  const positions = new Map(begin);
  return {
    async next() {
      const heads = await headsOf(store.pool, await categories());
      const batches: Message[][] = [];
      for (const [category, head] of heads) {
        const position = positions.get(category) ?? (from ?? 1) - 1;
        if (head > position)
          batches.push(await store.readBatch(category, { position: position + 1, batchSize: BATCH_SIZE }));
      }
      // Beyond the end of a batch that is full there may be more of its category, which comes before what others have there.
      const end = Math.min(
        ...batches.map((batch) => (batch.length < BATCH_SIZE ? Infinity : batch.at(-1)!.globalPosition)),
      );
      const given = batches.flat().filter(({ globalPosition }) => globalPosition <= end);
      for (const batch of batches) {
        const last = batch.findLast(({ globalPosition }) => globalPosition <= end);
        if (last) positions.set(categoryOf(last.streamName), last.globalPosition);
      }
      return given.sort((one, other) => one.globalPosition - other.globalPosition);
    },
  };
}

/** Follows what a person named. @param name a stream, a category, or null for all. */
export function follow(store: MessageStore, name: string | null, from: number | null): Promise<Following> {
  return name === null || isCategory(name) ? followCategories(store, name, from) : followStream(store, name, from);
}
