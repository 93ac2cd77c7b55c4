import { expect, test } from 'vitest';
import type { ReportedRange } from './contract';
import { creditedRanges } from './credited-ranges';

const range = (from: number, to: number, at: number, other: Partial<ReportedRange> = {}): ReportedRange => ({
  from,
  to,
  at,
  rate: 1,
  isVisible: true,
  ...other,
});
/** Returns what a credit of `before` to `after` seconds tells of a video of 100 s, each range as `from-to`. */
const credited = (before: number, after: number, ...ranges: ReportedRange[]) =>
  creditedRanges(ranges, { before, after, durationSeconds: 100 }).map(({ from, to }) => `${from}-${to}`);

test('a range is cut to what is credited now', () => {
  expect(credited(10, 20, range(0, 60, 0))).toEqual(['10-20']);
  expect(credited(10, 20, range(50, 55, 12))).toEqual(['50-55']);
  expect(credited(10, 20, range(50, 55, 18))).toEqual(['50-52']);
});

test('a range that was credited before, or is not yet, is left out', () => {
  expect(credited(10, 20, range(0, 10, 0), range(40, 50, 20))).toEqual([]);
});

test('a part that is watched twice counts twice', () => {
  expect(credited(0, 10, range(0, 5, 0), range(0, 5, 5))).toEqual(['0-5', '0-5']);
});

test('ranges come in the order in which they were played, whatever the order in the report', () => {
  expect(credited(0, 10, range(0, 5, 5), range(50, 55, 0))).toEqual(['50-55', '0-5']);
});

test('of ranges that say different things of one second, the first counts', () => {
  expect(credited(0, 10, range(0, 6, 0), range(50, 56, 4))).toEqual(['0-6', '52-56']);
});

test('what no report told stays untold', () => {
  expect(credited(0, 30, range(0, 5, 0), range(15, 20, 15))).toEqual(['0-5', '15-20']);
});

test('ranges that follow each other are one, unless they were played at another speed or unseen', () => {
  expect(credited(0, 10, range(0, 5, 0), range(5, 9, 5))).toEqual(['0-9']);
  expect(credited(0, 10, range(0, 5, 0), range(5, 9, 5, { rate: 2 }))).toEqual(['0-5', '5-9']);
  expect(credited(0, 10, range(0, 5, 0), range(5, 9, 5, { isVisible: false }))).toEqual(['0-5', '5-9']);
});

test('a range ends at the end of the video', () => {
  expect(credited(0, 30, range(90, 110, 0))).toEqual(['90-100']);
  expect(credited(0, 30, range(100, 110, 0), range(2000, 2010, 12))).toEqual([]);
});

test('a range that runs backwards, or is empty, is left out', () => {
  expect(credited(0, 30, range(5, 5, 0), range(9, 3, 0), range(7, 7.0002, 0))).toEqual([]);
});

test('times are whole milliseconds', () => {
  expect(credited(0, 0.3, range(0.1000001, 0.4999999, 0))).toEqual(['0.1-0.4']);
});
