import { expect, test } from 'vitest';
import { readPlace, writePlace } from './place';

const place = { publishedAt: new Date('2026-03-01T12:05:00.123Z'), videoId: '10000000-0000-4000-8000-000000000001' };

test('a place in a list is the same after it was in an address', () => {
  expect(writePlace(place)).toBe('1772366700123-10000000-0000-4000-8000-000000000001');
  expect(readPlace(writePlace(place))).toEqual(place);
});

test.each([undefined, '', '1', ['1'], '1772366700123-', '-10000000-0000-4000-8000-000000000001', '1-10000000-0000'])(
  '%j is no place',
  (text) => expect(readPlace(text)).toBe(null),
);
