import { describe, expect, test } from 'vitest';
import { daysUntil, describeDays, fillDays } from './days';

describe('the days of a chart', () => {
  test('end with the last one, oldest first', () => {
    expect(daysUntil('2026-11-21', 3)).toEqual(['2026-11-19', '2026-11-20', '2026-11-21']);
  });

  test('cross the ends of months and years, and changes of summer time', () => {
    expect(daysUntil('2028-03-01', 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(daysUntil('2027-01-01', 2)).toEqual(['2026-12-31', '2027-01-01']);
    const days = daysUntil('2026-11-21', 365);
    expect(new Set(days).size).toBe(365);
    expect(days[0]).toBe('2025-11-22');
  });
});

describe('filling the days', () => {
  const days = daysUntil('2026-11-21', 3);

  test('adds zeros for days without a view', () => {
    expect(fillDays([{ day: '2026-11-20', views: 4, watchedSeconds: 61.5 }], days)).toEqual([
      { day: '2026-11-19', views: 0, watchedSeconds: 0 },
      { day: '2026-11-20', views: 4, watchedSeconds: 61.5 },
      { day: '2026-11-21', views: 0, watchedSeconds: 0 },
    ]);
  });

  test('is all zeros without rows, and leaves out other days', () => {
    expect(fillDays([{ day: '2026-11-22', views: 9, watchedSeconds: 9 }], days).every(({ views }) => views === 0)).toBe(
      true,
    );
  });
});

describe('the sentence for a chart', () => {
  const days = daysUntil('2026-11-21', 3);

  test('gives the number of views, and the best day', () => {
    const rows = [
      { day: '2026-11-19', views: 2, watchedSeconds: 20 },
      { day: '2026-11-20', views: 1_500, watchedSeconds: 20_000 },
    ];
    expect(describeDays(fillDays(rows, days))).toBe(
      '1,502 views in the last 3 days. The best day was 20 Nov, with 1,500.',
    );
  });

  test('names the day if all views were on one day', () => {
    const on20 = (views: number) => fillDays([{ day: '2026-11-20', views, watchedSeconds: 9 }], days);
    expect(describeDays(on20(1))).toBe('1 view in the last 3 days, on 20 Nov.');
    expect(describeDays(on20(7))).toBe('7 views in the last 3 days, all on 20 Nov.');
  });

  test('says so if there were none', () => {
    expect(describeDays(fillDays([], days))).toBe('No views in the last 3 days.');
  });
});
