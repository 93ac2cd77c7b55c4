import { z } from 'zod';
import { messageType, type NewMessage } from '../index.ts';

/** The message that tests write if its type does not matter. */
export const Counted = messageType('Counted', z.object({ n: z.number() }));
export const Renamed = messageType('Renamed', z.object({ name: z.string() }));

/** `counted(3)`: three messages, numbered from 0. */
export function counted(count: number): NewMessage[] {
  return Array.from({ length: count }, (_, n) => Counted({ n }));
}

/** Collects all items of an iteration. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
