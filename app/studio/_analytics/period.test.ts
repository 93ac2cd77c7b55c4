import { describe, expect, test } from 'vitest';
import { before, comparedWith, periodOf, timeZoneOf } from './period';

const HOUR_MS = 3600 * 1000;
const iso = (moments: readonly number[]) => moments.map((moment) => new Date(moment).toISOString());
const of = (from: string, to: string, timeZone: string, by: '' | 'hour' | 'day' | 'week' | 'month' = '') =>
  periodOf({ range: '28', from, to, by }, timeZone, Date.parse('2026-11-29T10:00:00Z'));

describe('a period', () => {
  test('is so many days of the time zone that end today', () => {
    const { firstDay, lastDay, days, step, edges } = periodOf(
      { range: '7', from: '', to: '', by: '' },
      'Asia/Tokyo',
      Date.parse('2026-11-29T16:00:00Z'),
    );
    expect([firstDay, lastDay, days, step]).toEqual(['2026-11-24', '2026-11-30', 7, 'day']);
    expect(iso([edges[0]!, edges.at(-1)!])).toEqual(['2026-11-23T15:00:00.000Z', '2026-11-30T15:00:00.000Z']);
    expect(edges).toHaveLength(8);
  });

  test.each([
    ['the clocks go back', '2026-10-25', 25],
    ['the clocks go forward', '2026-03-29', 23],
  ])('has a day of other length when %s', (_when, day, hours) => {
    const { edges } = of(day, day, 'Europe/Berlin', 'hour');
    expect(edges).toHaveLength(hours + 1);
    expect(edges.at(-1)! - edges[0]!).toBe(hours * HOUR_MS);
    expect(of(day, day, 'Europe/Berlin', 'day').edges).toEqual([edges[0], edges.at(-1)]);
  });

  test.each([
    ['Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
    ['Pacific/Chatham', '2026-11-20T10:15:00.000Z'],
    ['America/New_York', '2026-11-21T05:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-11-20T13:00:00.000Z'],
    ['UTC', '2026-11-21T00:00:00.000Z'],
  ])('begins at midnight of %s', (timeZone, start) => {
    expect(iso(of('2026-11-21', '2026-11-21', timeZone).edges.slice(0, 1))).toEqual([start]);
  });

  test('has weeks from Monday on and months from their first day on, cut at its ends', () => {
    expect(iso(of('2026-11-21', '2026-11-30', 'UTC', 'week').edges)).toEqual([
      '2026-11-21T00:00:00.000Z',
      '2026-11-23T00:00:00.000Z',
      '2026-11-30T00:00:00.000Z',
      '2026-12-01T00:00:00.000Z',
    ]);
    expect(iso(of('2026-01-31', '2026-03-01', 'UTC', 'month').edges)).toEqual([
      '2026-01-31T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ]);
  });

  test('has larger steps where those asked for would be too many', () => {
    expect(of('2026-01-01', '2026-11-29', 'UTC', 'hour').step).toBe('day');
    expect(of('2000-01-01', '2026-11-29', 'UTC', 'hour')).toMatchObject({ step: 'month', firstDay: '2016-11-22' });
  });

  test('is compared with as many days before, or with a year before, at the same time of the day', () => {
    const period = of('2026-10-25', '2026-10-26', 'Europe/Berlin');
    expect(iso(comparedWith(period, 'previous')).slice(0, 1)).toEqual(['2026-10-22T22:00:00.000Z']);
    expect(iso(comparedWith(period, 'year')).slice(0, 1)).toEqual(['2025-10-24T22:00:00.000Z']);
    const leap = of('2028-02-28', '2028-02-29', 'UTC', 'hour');
    const edges = comparedWith(leap, 'year');
    expect(edges).toEqual(edges.toSorted((one, other) => one - other));
    expect(iso([before(Date.parse('2026-10-26T11:07:00Z'), period, 'previous')])).toEqual(['2026-10-24T10:00:00.000Z']);
  });
});

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['CET', 'CET'],
  ['Mars/Olympus', 'UTC'],
  ["'; DROP TABLE", 'UTC'],
  ['+02:00', 'UTC'],
  [undefined, 'UTC'],
])('the time zone %s counts as %s', (name, zone) => expect(timeZoneOf(name)).toBe(zone));
