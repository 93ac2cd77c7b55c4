import type { Message } from './message.ts';
import type { ReadBatchOptions } from './read.ts';
import { assertName, isCategory } from './stream-name.ts';

export type ReadCategoriesOptions = Pick<ReadBatchOptions, 'batchSize' | 'client' | 'signal'>;

/**
 * See `MessageStore.readCategories`. It reads one category after another, so that one connection is enough. Each read
 * is gap-safe, because the writers of one category commit in the order of their global positions. Those of several
 * categories do not.
 * @param next reads a batch of one category.
 */
export async function readCategories(
  next: (category: string, options: ReadBatchOptions) => Promise<Message[]>,
  positions: ReadonlyMap<string, number>,
  options: ReadCategoriesOptions,
): Promise<Message[]> {
  for (const category of positions.keys()) {
    assertName(category);
    if (!isCategory(category)) throw new TypeError(`Only categories are read together, and ${category} is a stream`);
  }
  const messages: Message[] = [];
  for (const [category, position] of positions) messages.push(...(await next(category, { ...options, position })));
  return messages.toSorted((one, other) => one.globalPosition - other.globalPosition);
}
