import type { MessageStore } from '@message-db/client';
import { audience } from '../subject/audience';

const BATCH_SIZES = [1000, 2000, 5000, 10_000];

/**
 * Reads all events of the audience in batches, and drops them.
 * @returns events a second.
 */
export async function readAndDrop(store: MessageStore, batchSize: number): Promise<number> {
  const startedAt = performance.now();
  let read = 0;
  let position = 1;
  for (;;) {
    const batch = await store.readBatch(audience.category, { position, batchSize });
    read += batch.length;
    position = (batch.at(-1)?.globalPosition ?? position) + 1;
    if (batch.length < batchSize) return (read / (performance.now() - startedAt)) * 1000;
  }
}

/** Finds the batch size with which this machine reads fastest. */
export async function bestBatchSize(store: MessageStore): Promise<number> {
  let best = { size: 0, rate: 0 };
  for (const size of BATCH_SIZES) {
    const rate = await readAndDrop(store, size);
    if (rate > best.rate) best = { size, rate };
  }
  return best.size;
}
