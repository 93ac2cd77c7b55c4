import { describe, expect, test } from 'vitest';
import type { MemoryStore } from '../../memory-store.ts';
import { follow } from '../../message.ts';
import { collect, counted, Counted, Renamed } from '../messages.ts';

const numbers = (messages: { data: unknown }[]) => messages.map(({ data }) => (data as { n: number }).n);
const upTo = (count: number) => [...Array(count).keys()];

/** Examples of reading, in any store. */
export function readingExamples(store: MemoryStore): void {
  describe('read', () => {
    test('reads a stream of more than one batch whole and in order', async () => {
      await store.write('long-1', counted(2_500));
      const messages = await collect(store.read('long-1', { batchSize: 100 }));
      expect(messages.map(({ position }) => position)).toEqual(upTo(2_500));
      expect(numbers(messages)).toEqual(upTo(2_500));
    });

    test('reads all events of an entity with more than a default batch', async () => {
      await store.write('folded-1', counted(2_001));
      let sum = 0;
      for await (const message of store.read('folded-1')) sum += Counted.read(message).data.n;
      expect(sum).toBe((2_000 * 2_001) / 2);
    });

    test('reads a category whole and in global order, among messages of others', async () => {
      for (let start = 0; start < 2_500; start += 250) {
        await store.write(`broad-${start % 3}`, counted(250));
        await store.write('elsewhere-1', counted(10));
      }
      const messages = await collect(store.read('broad', { batchSize: 100 }));
      expect(messages).toHaveLength(2_500);
      expect(new Set(messages.map(({ streamName }) => streamName))).toEqual(new Set(['broad-0', 'broad-1', 'broad-2']));
      const positions = messages.map(({ globalPosition }) => globalPosition);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    });

    test('does not end at a batch that is exactly full', async () => {
      await store.write('exact-1', counted(200));
      expect(await collect(store.read('exact-1', { batchSize: 100 }))).toHaveLength(200);
      expect(await collect(store.read('exact', { batchSize: 100 }))).toHaveLength(200);
    });

    test('starts at a position', async () => {
      const written = await store.write('begun-1', counted(10));
      expect(numbers(await collect(store.read('begun-1', { position: 7, batchSize: 2 })))).toEqual([7, 8, 9]);
      const position = written[7]?.globalPosition;
      expect(numbers(await collect(store.read('begun', { position, batchSize: 2 })))).toEqual([7, 8, 9]);
    });

    test('yields nothing for a stream that does not exist', async () => {
      expect(await collect(store.read('nothing-1'))).toEqual([]);
      expect(await collect(store.read('nothing'))).toEqual([]);
    });

    test('misses and repeats no message while others write', async () => {
      let writing = true;
      const writers = ['live-1', 'live-2', 'live-3'].map(async (name) => {
        for (let round = 0; round < 40; round += 1) await store.write(name, counted(1 + (round % 5)));
      });
      const done = Promise.all(writers).finally(() => (writing = false));

      const seen: number[] = [];
      let position = 1;
      let last = false;
      while (!last) {
        last = !writing;
        for await (const message of store.read('live', { position, batchSize: 7 })) {
          seen.push(message.globalPosition);
          position = message.globalPosition + 1;
        }
      }
      await done;
      const all = await collect(store.read('live'));
      expect(seen).toEqual(all.map(({ globalPosition }) => globalPosition));
      expect(seen).toHaveLength(3 * 8 * 15);
    });
  });

  describe('readBatch', () => {
    test('returns at most one batch', async () => {
      await store.write('batch-1', counted(5));
      expect(numbers(await store.readBatch('batch-1', { batchSize: 3 }))).toEqual([0, 1, 2]);
      expect(numbers(await store.readBatch('batch', { batchSize: 3 }))).toEqual([0, 1, 2]);
      expect(await store.readBatch('batch-1', { position: 5 })).toEqual([]);
    });

    test.each([0, -1, 1.5, Number.NaN])('refuses a batch size of %d', async (batchSize) => {
      await expect(store.readBatch('batch-1', { batchSize })).rejects.toThrow(RangeError);
    });

    test('refuses a correlation and a group for a stream', async () => {
      await expect(store.readBatch('batch-1', { correlation: 'a' })).rejects.toThrow(TypeError);
      await expect(store.readBatch('batch-1', { consumerGroup: { member: 0, size: 1 } })).rejects.toThrow(TypeError);
    });
  });

  describe('correlation', () => {
    test('narrows a category to messages that follow from another', async () => {
      await store.write('cause-1', Counted({ n: 1 }, { metadata: { correlationStreamName: 'ours-1' } }));
      const cause = await store.readLast('cause-1');
      if (!cause) throw new Error('not written');
      await store.write('effect-1', [
        follow(cause, Renamed({ name: 'ours' })),
        Renamed({ name: 'nobody' }),
        Renamed({ name: 'theirs' }, { metadata: { correlationStreamName: 'theirs-1' } }),
      ]);
      const [message, ...others] = await collect(store.read('effect', { correlation: 'ours', batchSize: 1 }));
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        data: { name: 'ours' },
        metadata: {
          causationMessageStreamName: 'cause-1',
          causationMessagePosition: 0,
          causationMessageGlobalPosition: cause.globalPosition,
          correlationStreamName: 'ours-1',
        },
      });
    });

    test('is by category', async () => {
      await expect(store.readBatch('effect', { correlation: 'ours-1' })).rejects.toThrow(
        'Correlation must be a category',
      );
    });
  });

  describe('readLast and version', () => {
    test('return the last message', async () => {
      await store.write('last-1', [Counted({ n: 1 }), Renamed({ name: 'a' }), Counted({ n: 2 })]);
      expect(await store.readLast('last-1')).toMatchObject({ type: 'Counted', data: { n: 2 }, position: 2 });
      expect(await store.version('last-1')).toBe(2);
    });

    test('return the last message of a type', async () => {
      expect(await store.readLast('last-1', { type: 'Renamed' })).toMatchObject({ data: { name: 'a' }, position: 1 });
      expect(await store.readLast('last-1', { type: 'Forgotten' })).toBeNull();
    });

    test('return null and -1 if there is no stream', async () => {
      expect(await store.readLast('absent-1')).toBeNull();
      expect(await store.version('absent-1')).toBe(-1);
    });

    test('refuse a category', async () => {
      await expect(store.readLast('last')).rejects.toThrow(TypeError);
      await expect(store.version('last')).rejects.toThrow(TypeError);
    });
  });

  describe('readStreams', () => {
    test('reads several streams whole', async () => {
      await store.write('several-1', counted(1_500));
      await store.write('several-2', counted(2));
      const streams = await store.readStreams(['several-2', 'several-1', 'several-3']);
      expect([...streams.keys()]).toEqual(['several-2', 'several-1', 'several-3']);
      expect(numbers(streams.get('several-1') ?? [])).toEqual(upTo(1_500));
      expect(streams.get('several-2')).toEqual(await store.readBatch('several-2'));
      expect(streams.get('several-3')).toEqual([]);
    });

    test('reads each from a position on, as after a snapshot', async () => {
      const positions = new Map([
        ['several-1', 1_498],
        ['several-2', 0],
        ['several-3', 0],
        ['several-4', 7],
      ]);
      await store.write('several-4', counted(7));
      const streams = await store.readStreams(positions);
      expect([...streams].map(([name, messages]) => [name, numbers(messages)])).toEqual([
        ['several-1', [1_498, 1_499]],
        ['several-2', [0, 1]],
        ['several-3', []],
        ['several-4', []],
      ]);
    });

    test('reads nothing for none', async () => expect(await store.readStreams([])).toEqual(new Map()));
  });
}
