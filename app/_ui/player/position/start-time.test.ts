import { expect, test } from 'vitest';
import { parseStartTime } from './start-time';

test.each([
  ['90', 90],
  ['90s', 90],
  ['1m30s', 90],
  ['1m30', 90],
  ['2m', 120],
  ['1h2m3s', 3723],
  ['1H', 3600],
  ['1:30', 90],
  ['1:02:03', 3723],
  [' 83 ', 83],
  ['0', 0],
])('%s is %d seconds', (text, seconds) => {
  expect(parseStartTime(text, 36_000)).toBe(seconds);
});

test.each([null, '', 's', '-5', '1.5', 'abc', '1s2m', '1:5', '99999999', '90 seconds', '１０'])(
  '%s is no time',
  (text) => {
    expect(parseStartTime(text, 36_000)).toBeNull();
  },
);

test('a time after the end is none', () => {
  expect(parseStartTime('60', 60)).toBeNull();
});
