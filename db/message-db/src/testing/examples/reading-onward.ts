import { describe, expect, test } from 'vitest';
import type { MemoryStore } from '../../memory-store.ts';
import type { Message } from '../../message.ts';
import { categoryOf } from '../../stream-name.ts';
import { collect, Counted, counted } from '../messages.ts';

const numbers = (messages: readonly Message[]) => messages.map(({ data }) => (data as { n: number }).n);

/** Examples of reading backward, with a signal, and of several categories, in any store. */
export function readingOnwardExamples(store: MemoryStore): void {
  describe('reading backward', () => {
    test('returns a stream from its last message to its first, in batches', async () => {
      await store.write('back-1', counted(7));
      const backward = { direction: 'backward' } as const;
      expect(numbers(await collect(store.read('back-1', { ...backward, batchSize: 3 })))).toEqual([
        6, 5, 4, 3, 2, 1, 0,
      ]);
      expect(numbers(await collect(store.read('back-1', { ...backward, batchSize: 7 })))).toEqual([
        6, 5, 4, 3, 2, 1, 0,
      ]);
      expect(numbers(await store.readBatch('back-1', { ...backward, batchSize: 2 }))).toEqual([6, 5]);
      expect(numbers(await store.readBatch('back-1', { ...backward, position: 1 }))).toEqual([1, 0]);
      expect(await store.readBatch('back-2', backward)).toEqual([]);
    });

    test('returns a category from its last message to its first, and nothing of other categories', async () => {
      await store.write('side-1', counted(3));
      for (const name of ['sid-1', 'side:command-1', 'sidf-1']) await store.write(name, counted(2));
      await store.write('side-2', counted(2));
      const forward = await collect(store.read('side'));
      const backward = await collect(store.read('side', { direction: 'backward', batchSize: 2 }));
      expect(backward).toEqual(forward.toReversed());
      const position = forward[2]!.globalPosition;
      expect(await store.readBatch('side', { direction: 'backward', position })).toEqual(
        forward.slice(0, 3).toReversed(),
      );
    });

    test('respects correlation and consumer group', async () => {
      const metadata = { correlationStreamName: 'signUp-1' };
      await store.write('kept-1', [
        Counted({ n: 1 }, { metadata }),
        Counted({ n: 2 }),
        Counted({ n: 3 }, { metadata }),
      ]);
      await store.write('kept-2', Counted({ n: 4 }));
      const backward = { direction: 'backward' } as const;
      expect(numbers(await store.readBatch('kept', { ...backward, correlation: 'signUp' }))).toEqual([3, 1]);
      for (const member of [0, 1]) {
        const consumerGroup = { member, size: 2 };
        const forward = await store.readBatch('kept', { consumerGroup });
        expect(await store.readBatch('kept', { ...backward, consumerGroup })).toEqual(forward.toReversed());
      }
    });
  });

  describe('a signal', () => {
    test('aborted before ends the read with its reason', async () => {
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(store.readBatch('signal-1', { signal })).rejects.toThrow('too late');
      await expect(collect(store.read('signal-1', { signal }))).rejects.toThrow('too late');
    });

    test('aborted between two messages ends the iteration', async () => {
      await store.write('signal-2', counted(5));
      const stopping = new AbortController();
      const read: Message[] = [];
      const reading = (async () => {
        for await (const message of store.read('signal-2', { signal: stopping.signal })) {
          if (read.push(message) === 2) stopping.abort();
        }
      })();
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
      expect(read).toHaveLength(2);
    });
  });

  describe('readCategories', () => {
    test('returns the next messages of each, by global position', async () => {
      for (const n of [1, 2, 3]) {
        await store.write('one-1', Counted({ n }));
        await store.write('two-1', Counted({ n: n * 10 }));
      }
      const positions = new Map([
        ['one', 1],
        ['two', 1],
      ]);
      expect(numbers(await store.readCategories(positions))).toEqual([1, 10, 2, 20, 3, 30]);
      const read: number[] = [];
      for (;;) {
        const batch = await store.readCategories(positions, { batchSize: 2 });
        if (batch.length === 0) break;
        for (const { streamName, globalPosition } of batch) positions.set(categoryOf(streamName), globalPosition + 1);
        read.push(...numbers(batch));
      }
      expect(read.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 10, 20, 30]);
    });

    test('refuses a stream', async () => {
      await expect(store.readCategories(new Map([['one-1', 1]]))).rejects.toThrow(TypeError);
    });
  });
}
