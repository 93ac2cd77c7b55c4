import { describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  formatLength,
  formatLessons,
  formatMoment,
  formatTimeSpent,
  formatTutorials,
  formatViews,
  nextAgo,
} from './format';

const now = new Date('2026-11-21T12:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('format', () => {
  test('counts have separators of thousands', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
  });

  test.each([
    [0, '0 views'],
    [1, '1 view'],
    [1234, '1,234 views'],
  ])('%d views', (views, text) => {
    expect(formatViews(views)).toBe(text);
  });

  test.each([
    [0, '0:00'],
    [9.9, '0:09'],
    [187, '3:07'],
    [3600, '1:00:00'],
    [3725.4, '1:02:05'],
    [-3, '0:00'],
    [24.999_999, '0:25'],
    [24.96, '0:24'],
  ])('a duration of %d s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test.each([
    [40, '40 s'],
    [2700, '45 min'],
    [45_000, '12.5 h'],
    [36_000_000, '10,000 h'],
  ])('%d s spent', (seconds, text) => {
    expect(formatTimeSpent(seconds)).toBe(text);
  });

  test.each([
    [-30, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [2 * 3600 + 5, '2 hours ago'],
    [86_400, 'yesterday'],
    [6 * 86_400, '6 days ago'],
    [15 * 86_400, '2 weeks ago'],
    [200 * 86_400, '6 months ago'],
    [800 * 86_400, '2 years ago'],
  ])('%d s ago', (seconds, text) => expect(formatAgo(before(seconds), now)).toBe(text));

  test.each([-30, 0, 1, 59, 60, 61, 3599, 3600, 86_399, 6 * 86_400, 29 * 86_400, 364 * 86_400, 366 * 86_400])(
    'a time %d s ago keeps its words until nextAgo, and no longer',
    (seconds) => {
      const date = before(seconds);
      const next = nextAgo(date, now);
      expect(formatAgo(date, new Date(next.getTime() - 1))).toBe(formatAgo(date, now));
      expect(formatAgo(date, next)).not.toBe(formatAgo(date, now));
    },
  );

  test('dates are UTC days, in every time zone of the server', () => {
    expect(formatDate(new Date('2026-11-21T23:59:59Z'))).toBe('21 November 2026');
    expect(formatMoment(new Date('2026-11-21T14:05:09Z'))).toBe('21 Nov 2026, 14:05:09 UTC');
  });

  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1_250_000, '1.3 MB'],
    [250_400_000, '250 MB'],
    [999_960, '1 MB'],
    [2_000_000_000, '2 GB'],
  ])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

test.each([
  [0, '1 min'],
  [40, '1 min'],
  [2_700, '45 min'],
  [3_590, '1 h'],
  [8_100, '2 h 15 min'],
])('%d s are %s', (seconds, words) => expect(formatLength(seconds)).toBe(words));

test('lessons and tutorials are counted in words', () => {
  expect([formatLessons(0), formatLessons(1), formatLessons(1_200)]).toEqual([
    '0 lessons',
    '1 lesson',
    '1,200 lessons',
  ]);
  expect([formatTutorials(1), formatTutorials(1_200)]).toEqual(['1 tutorial', '1,200 tutorials']);
});
