import { expect, test } from 'vitest';
import { backOff } from './back-off';

test('doubles from 0.1 s to 30 s', () => {
  const longest = () => 1;
  expect([1, 2, 3, 4, 9, 10, 1000].map((failures) => backOff(failures, longest))).toEqual([
    100, 200, 400, 800, 25_600, 30_000, 30_000,
  ]);
});

test('jitter lies between half of the wait and all of it', () => {
  expect([backOff(3, () => 0), backOff(3, () => 0.5)]).toEqual([200, 300]);
});
