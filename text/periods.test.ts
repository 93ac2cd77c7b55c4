import { describe, expect, test } from 'vitest';
import { endOf, startOf } from './periods';

describe.each([
  // A Sunday belongs to the week of the Monday before it, and the first week of a year may begin in the one before.
  ['2026-03-01T23:59:59.999Z', { day: '2026-03-01', week: '2026-02-23', month: '2026-03-01', year: '2026-01-01' }],
  ['2026-03-02T00:00:00.000Z', { day: '2026-03-02', week: '2026-03-02', month: '2026-03-01', year: '2026-01-01' }],
  ['2027-01-01T08:00:00.000Z', { day: '2027-01-01', week: '2026-12-28', month: '2027-01-01', year: '2027-01-01' }],
  // An offset: it was another day in UTC.
  ['2026-03-01T00:30:00+02:00', { day: '2026-02-28', week: '2026-02-23', month: '2026-02-01', year: '2026-01-01' }],
] as const)('%s', (time, starts) => {
  test.each(Object.entries(starts))('is in the %s that begins on %s', (period, start) => {
    expect(startOf(period as keyof typeof starts, time)).toBe(start);
  });
});

test.each([
  ['day', '2028-02-28', '2028-02-29'],
  ['week', '2026-12-28', '2027-01-04'],
  ['month', '2026-12-01', '2027-01-01'],
  ['year', '2026-01-01', '2027-01-01'],
] as const)('the %s from %s ends before %s', (period, start, end) => {
  expect(endOf(period, start)).toBe(end);
});
