import { describe, expect, test } from 'vitest';
import { cursorParameter, readCursor, readPage, type Cursor } from './cursor';

const id = (n: number) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const cursor: Cursor = { side: 'after', value: 1_772_366_700_123, id: id(1) };

test.each([cursor, { ...cursor, side: 'before' }] as const)(
  'a cursor is the same after it was in an address',
  (own) => {
    const parameter = cursorParameter(own);
    expect(parameter).toEqual([own.side, '1772366700123-10000000-0000-4000-8000-000000000001']);
    expect(readCursor(Object.fromEntries([parameter]))).toEqual(own);
  },
);

test.each([undefined, '', '1', ['1'], '1772366700123-', '-10000000-0000-4000-8000-000000000001', '1-10000000-0000'])(
  '%j is not a cursor',
  (text) => {
    expect(readCursor({ after: text })).toBe(null);
    expect(readCursor({ before: text })).toBe(null);
  },
);

describe('a list of ten in pages of four', () => {
  /** The highest values are first. */
  const all = Array.from({ length: 10 }, (_, n) => ({ value: 10 - n, id: id(n) }));
  const read = async (from: Cursor | null, limit: number) => {
    if (from?.side === 'before')
      return all
        .filter(({ value }) => value > from.value)
        .toReversed()
        .slice(0, limit);
    return all.filter(({ value }) => from === null || value < from.value).slice(0, limit);
  };
  const pageOf = async (from: Cursor | null) => readPage(from, 4, read, (row) => row);
  const valuesOf = ({ rows }: Awaited<ReturnType<typeof pageOf>>) => rows.map(({ value }) => value);

  test('is read to its end and back', async () => {
    const first = await pageOf(null);
    expect([valuesOf(first), first.before]).toEqual([[10, 9, 8, 7], null]);
    const second = await pageOf(first.after);
    expect(valuesOf(second)).toEqual([6, 5, 4, 3]);
    const last = await pageOf(second.after);
    expect([valuesOf(last), last.after]).toEqual([[2, 1], null]);
    const back = await pageOf(last.before);
    expect([valuesOf(back), back.after]).toEqual([[6, 5, 4, 3], second.after]);
    expect(await pageOf(back.before)).toEqual(first);
  });

  test('begins with a whole page, also for an address of entries that are gone', async () => {
    const early = await pageOf({ side: 'before', value: 9, id: id(1) });
    expect([valuesOf(early), early.before]).toEqual([[10, 9, 8, 7], null]);
  });

  test('has nothing behind its end', async () => {
    expect(await pageOf({ side: 'after', value: 1, id: id(9) })).toEqual({ rows: [], before: null, after: null });
  });
});
