import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './cursor';

const cursor = { publishedAt: new Date('2026-03-01T12:05:00.123Z'), videoId: '10000000-0000-4000-8000-000000000001' };

test('a cursor is the same after it was in an address', () => {
  expect(writeCursor(cursor)).toBe('1772366700123-10000000-0000-4000-8000-000000000001');
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

test.each([undefined, '', '1', ['1'], '1772366700123-', '-10000000-0000-4000-8000-000000000001', '1-10000000-0000'])(
  '%j is not a cursor',
  (text) => expect(readCursor(text)).toBe(null),
);
