import { expect, test } from 'vitest';
import { median, percentile, spread } from './statistics';

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([10, 1, 2])).toBe(2);
  expect(median([4, 1, 10, 2])).toBe(3);
  expect(median([])).toBeNaN();
});

test('a percentile is one of the values', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 50)).toBe(50);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile([7], 99)).toBe(7);
  expect(percentile([], 99)).toBeNaN();
});

test('the spread is relative to the median', () => {
  expect(spread([9, 10, 12])).toBeCloseTo(0.3);
  expect(spread([5, 5, 5])).toBe(0);
  expect(spread([0])).toBe(0);
});
