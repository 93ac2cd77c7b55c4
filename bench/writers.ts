import type { NewMessage } from '@message-db/client';

/** A message and its stream. */
export interface Item {
  readonly streamName: string;
  readonly message: NewMessage;
}

/** The number of written items, and their rate. */
export interface Pace {
  readonly done: number;
  /** Items a second. */
  readonly rate: number;
}

/** Writes messages with several writers for a time. Each writes the next message as soon as its last is confirmed. */
export async function writeFor(
  milliseconds: number,
  items: readonly Item[],
  writers: number,
  write: (item: Item, writer: number) => Promise<unknown>,
): Promise<Pace> {
  const remaining = items.values();
  const startedAt = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      // All writers share an iterator. `for … of` would close it when the first one ends.
      while (performance.now() - startedAt < milliseconds) {
        const next = remaining.next();
        if (next.done) return;
        await write(next.value, writer);
        done += 1;
      }
    }),
  );
  return paceOf(done, startedAt);
}

/** @param startedAt from `performance.now()`. */
export function paceOf(done: number, startedAt: number): Pace {
  return { done, rate: (done / (performance.now() - startedAt)) * 1000 };
}
