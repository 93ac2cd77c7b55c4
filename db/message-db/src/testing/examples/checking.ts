import { describe, expect, test } from 'vitest';
import type { MemoryStore } from '../../memory-store.ts';
import { collect, Counted, counted } from '../messages.ts';

export const BAD_NAMES: [string, string, typeof TypeError | typeof RangeError][] = [
  ['empty', '', TypeError],
  ['a NUL', 'a-\0', TypeError],
  ['the first half of a surrogate pair', 'a-\ud83c', TypeError],
  ['the second half of a surrogate pair', 'a-\udfac', TypeError],
  ['too long', `a-${'x'.repeat(1_023)}`, RangeError],
  ['too long in UTF-8', `a-${'視'.repeat(341)}`, RangeError],
  ['no text', 7 as never, TypeError],
];

export const BAD_POSITIONS = [-1, 0.5, Number.NaN, Infinity, 1e30, '1' as never];
export const BAD_BATCH_SIZES = [0, -1, 0.5, Number.NaN, Infinity, 1e30];

/** Examples of arguments that any store refuses. */
export function checkingExamples(store: MemoryStore): void {
  describe.each(BAD_NAMES)('a name that is %s', (_what, name, error) => {
    test('is refused by each function that takes one', async () => {
      await expect(store.write(name, counted(1))).rejects.toThrow(error);
      await expect(store.readBatch(name)).rejects.toThrow(error);
      await expect(collect(store.read(name))).rejects.toThrow(error);
      await expect(store.readLast(name)).rejects.toThrow(error);
      await expect(store.readLast('a-1', { type: name })).rejects.toThrow(error);
      await expect(store.readStreams([name])).rejects.toThrow(error);
      await expect(store.version(name)).rejects.toThrow(error);
      await expect(store.readBatch('a', { correlation: name })).rejects.toThrow(error);
      await expect(store.readCategories(new Map([[name, 1]]))).rejects.toThrow(error);
      const correlated = { ...Counted({ n: 1 }), metadata: { correlationStreamName: name } };
      await expect(store.write('a-1', correlated)).rejects.toThrow(error);
    });
  });

  test('refuses what is not a message', async () => {
    await expect(store.write('a-1', { type: 'Opened', data: {} } as never)).rejects.toThrow(TypeError);
    await expect(store.write('a-1', { ...Counted({ n: 1 }), type: '' })).rejects.toThrow(TypeError);
  });

  describe.each(BAD_POSITIONS)('the position %s', (position) => {
    test('is refused', async () => {
      await expect(store.readBatch('a-1', { position })).rejects.toThrow(RangeError);
      await expect(store.readBatch('a', { position })).rejects.toThrow(RangeError);
      await expect(collect(store.read('a', { position }))).rejects.toThrow(RangeError);
      await expect(store.readStreams(new Map([['a-1', position]]))).rejects.toThrow(RangeError);
      await expect(store.readCategories(new Map([['a', position]]))).rejects.toThrow(RangeError);
    });
  });

  describe.each(BAD_BATCH_SIZES)('the batch size %s', (batchSize) => {
    test('is refused', async () => {
      await expect(store.readBatch('a-1', { batchSize })).rejects.toThrow(RangeError);
      await expect(collect(store.read('a', { batchSize }))).rejects.toThrow(RangeError);
      await expect(store.readCategories(new Map([['a', 1]]), { batchSize })).rejects.toThrow(RangeError);
    });
  });

  test.each([-2, 0.5, Number.NaN, Infinity, 1e30])(
    'the expected version %s is refused, of no messages too',
    async (expectedVersion) => {
      await expect(store.write('a-1', counted(1), { expectedVersion })).rejects.toThrow(RangeError);
      await expect(store.write('a-1', [], { expectedVersion })).rejects.toThrow(RangeError);
    },
  );
}
