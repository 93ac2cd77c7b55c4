import { expect, test } from 'vitest';
import { readHttpDate } from './http-date';

const time = Date.UTC(1994, 10, 6, 8, 49, 37);

test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  'reads %s',
  (text) => {
    expect(readHttpDate(text)).toBe(time);
  },
);

test.each([
  undefined,
  '',
  '0',
  '1994-11-06',
  'Sun, 06 Nov 1994 08:49:37 +0100',
  'Sun, 99 Nov 1994 08:49:37 GMT',
  'yesterday',
])('ignores %s', (text) => {
  expect(readHttpDate(text)).toBeNull();
});
