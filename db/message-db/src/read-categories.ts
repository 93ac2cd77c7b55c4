import type { Message } from './message.ts';
import type { Queryable } from './query.ts';
import { readBatch, type ReadBatchOptions } from './read.ts';
import { assertName, isCategory } from './stream-name.ts';

export type ReadCategoriesOptions = Pick<ReadBatchOptions, 'batchSize' | 'client' | 'signal'>;

/**
 * See `MessageStore.readCategories`. One after the other, so that one connection is enough: each is gap-safe by itself,
 * because the writers of one category commit in the order of their global positions, and those of several do not.
 */
export async function readCategories(
  pool: Queryable,
  positions: ReadonlyMap<string, number>,
  options: ReadCategoriesOptions,
): Promise<Message[]> {
  for (const category of positions.keys()) {
    assertName(category);
    if (!isCategory(category)) throw new TypeError(`Only categories are read together, and ${category} is a stream`);
  }
  const messages: Message[] = [];
  for (const [category, position] of positions)
    messages.push(...(await readBatch(pool, category, { ...options, position })));
  return messages.toSorted((one, other) => one.globalPosition - other.globalPosition);
}
