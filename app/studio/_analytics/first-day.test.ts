import { describe, expect, test } from 'vitest';
import { describeFirstDay } from './first-day-card';
import { firstDayOf, type PublishedVideo } from './first-day';

const HOUR_MS = 3_600_000;
const NOON = Date.parse('2026-11-21T12:07:00Z');

/** A video that was published at a time, with one view in each of so many hours from then on. */
function watchedFor(hours: number, publishedAt = NOON): PublishedVideo {
  const days = new Map<string, number[]>();
  for (let hour = 0; hour < hours; hour += 1) {
    const at = new Date(publishedAt + hour * HOUR_MS);
    const day = at.toISOString().slice(0, 10);
    const quarter = at.getUTCHours() * 4 + Math.floor(at.getUTCMinutes() / 15);
    const views = days.get(day) ?? Array.from({ length: 96 }, () => 0);
    days.set(
      day,
      views.map((count, index) => (index >= quarter ? count + 1 : count)),
    );
  }
  return { publishedAt, days };
}

describe('the first day of a video', () => {
  test('has the views until the end of each hour, over midnight', () => {
    const { views } = firstDayOf(watchedFor(30), [], NOON + 48 * HOUR_MS);
    expect(views).toEqual(Array.from({ length: 24 }, (_, hour) => hour + 1));
  });

  test('has only the hours that are over', () => {
    expect(firstDayOf(watchedFor(30), [], NOON + 6.5 * HOUR_MS).views).toEqual([1, 2, 3, 4, 5, 6]);
    expect(firstDayOf(watchedFor(30), [], NOON).views).toEqual([]);
    expect(firstDayOf(watchedFor(30), [], NOON - HOUR_MS).views).toEqual([]);
  });

  test('has no views of before the publication', () => {
    const days = new Map([['2026-11-21', Array.from({ length: 96 }, () => 5)]]);
    expect(firstDayOf({ publishedAt: NOON, days }, [], NOON + 2 * HOUR_MS).views).toEqual([0, 0]);
  });

  test('is compared with the median of the others that are a day old', () => {
    const others = [2, 4, 10, 24].map((hours) => watchedFor(hours, NOON - 100 * HOUR_MS));
    const young = watchedFor(24, NOON - HOUR_MS);
    const { typical, others: count } = firstDayOf(watchedFor(1), [...others, young], NOON + 10 * HOUR_MS);
    expect(count).toBe(4);
    expect([1, 3, 8, 24].map((hour) => typical![hour - 1])).toEqual([1, 3, 6, 7]);
    expect(firstDayOf(watchedFor(1), others.slice(0, 2), NOON + HOUR_MS).typical).toBeNull();
  });
});

test.each([
  [[], null, 'It was published less than an hour ago. How it begins appears here hour by hour.'],
  [[3], null, '3 views in its first hour. After 3 older videos of yours, you see here what is typical.'],
  [[1, 5], [1, 4], '5 views in its first 2 hours. Your other videos typically have 4 by then (+25%).'],
  [[1, 1], [0, 0], '1 view in its first 2 hours. Your other videos typically have 0 by then.'],
])('views of %j with typical ones of %j, in words', (views, typical, words) => {
  expect(describeFirstDay({ views, typical }, true)).toBe(words);
});

test('a collaborator reads of no older videos', () => {
  expect(describeFirstDay({ views: [3], typical: null }, false)).toBe('3 views in its first hour.');
});
