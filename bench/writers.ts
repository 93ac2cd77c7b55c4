import type { NewMessage } from '@message-db/client';

/** A message and the stream that it goes to. */
export interface Item {
  readonly streamName: string;
  readonly message: NewMessage;
}

/** How much was done in what time. */
export interface Pace {
  readonly done: number;
  /** A second. */
  readonly rate: number;
}

/** Has writers write messages for a while, each the next one as soon as its last is confirmed. */
export async function writeFor(
  milliseconds: number,
  items: readonly Item[],
  writers: number,
  write: (item: Item, writer: number) => Promise<unknown>,
): Promise<Pace> {
  const left = items.values();
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      // One iterator for all of them, which `for … of` would close at the first break.
      while (performance.now() - began < milliseconds) {
        const next = left.next();
        if (next.done) return;
        await write(next.value, writer);
        done += 1;
      }
    }),
  );
  return paceOf(done, began);
}

/** @param began by `performance.now()`. */
export function paceOf(done: number, began: number): Pace {
  return { done, rate: (done / (performance.now() - began)) * 1000 };
}
