import { expect, test } from 'vitest';
import { isNearEnd } from './use-note-watched';

test.each([
  // Ten percent, or thirty seconds of a long video.
  [60, 54, true],
  [60, 53.9, false],
  [3600, 3570, true],
  [3600, 3500, false],
  [0.5, 0.5, true],
])('of %d s, second %d is near the end: %s', (duration, position, expected) => {
  expect(isNearEnd(position, duration)).toBe(expected);
});

test('a video whose length is not known is not watched', () => {
  expect([isNearEnd(10, 0), isNearEnd(10, Number.NaN)]).toEqual([false, false]);
});
