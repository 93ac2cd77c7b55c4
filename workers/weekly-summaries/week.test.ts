import { expect, test } from 'vitest';
import { lastWeek, nextDueAt } from './week';

test('a week is Monday to Sunday in the time zone, and the next summary comes on Monday morning', () => {
  expect(lastWeek(new Date('2026-11-25T10:00:00Z'), 'Europe/Berlin')).toEqual({
    monday: '2026-11-16',
    previousFrom: '2026-11-08T23:00:00.000Z',
    from: '2026-11-15T23:00:00.000Z',
    until: '2026-11-22T23:00:00.000Z',
  });
  expect(nextDueAt('2026-11-16', 'Europe/Berlin')).toBe('2026-11-30T07:00:00.000Z');
});

test('on a Monday the week that has just ended is the last one', () => {
  expect(lastWeek(new Date('2026-11-30T00:00:00Z'), 'UTC')?.monday).toBe('2026-11-23');
  expect(lastWeek(new Date('2026-11-29T23:59:59Z'), 'UTC')?.monday).toBe('2026-11-16');
  // In Kathmandu it is Monday five hours and three quarters earlier.
  expect(lastWeek(new Date('2026-11-29T18:15:00Z'), 'Asia/Kathmandu')?.monday).toBe('2026-11-23');
});

test('a week in which the clocks change has an hour more or less', () => {
  const week = lastWeek(new Date('2026-10-28T10:00:00Z'), 'Europe/Berlin')!;
  expect((Date.parse(week.until) - Date.parse(week.from)) / 3600_000).toBe(7 * 24 + 1);
});

test('there is no week in a time zone that does not exist', () => {
  expect(lastWeek(new Date(), 'Nowhere/At_All')).toBeNull();
});
