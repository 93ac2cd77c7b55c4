import { expect, test } from 'vitest';
import { overallPercent, readProgress } from './progress';

test.each([
  ['out_time_us=2500000', 2.5],
  ['out_time_ms=2500000', 2.5],
  ['frame=75', null],
  ['out_time_us=N/A', null],
  ['out_time_us=-9223372036854775807', null],
  ['out_time=00:00:02.500000', null],
  ['progress=continue', null],
])('readProgress finds in %s: %j', (line, seconds) => {
  expect(readProgress(line)).toEqual(seconds);
});

test('overallPercent weighs renditions by their pixels, and stays below 100', () => {
  const renditions = [
    { width: 100, height: 100 },
    { width: 200, height: 150 },
  ];
  expect(overallPercent(renditions, 0, 0)).toBe(0);
  expect(overallPercent(renditions, 0, 1)).toBe(25);
  expect(overallPercent(renditions, 1, 0)).toBe(25);
  expect(overallPercent(renditions, 1, 0.5)).toBe(62);
  expect(overallPercent(renditions, 1, 1.2)).toBe(99);
});
