import { describe, expect, test } from 'vitest';
import { formatChange } from '@/text/numbers';
import { periodOf } from './period';
import { PLAIN, type AnalyticsState } from './state';
import { describeAudit, describeSums, formatShare, nameOf, stepLabel } from './words';

const now = Date.parse('2026-11-29T10:00:00Z');
const describeDays = (views: readonly number[], state: Partial<AnalyticsState> = {}, before: number | null = null) => {
  const all = { ...PLAIN, range: '7' as const, ...state };
  const sums = views.map((count) => ({ views: count, watchedSeconds: count * 60, viewers: count }));
  const total = views.reduce((sum, count) => sum + count, 0);
  return describeSums(
    all,
    periodOf(all, 'UTC', now),
    sums,
    { views: total, watchedSeconds: total * 60, viewers: 'source' in all.filter ? null : total },
    before === null ? null : { views: before, watchedSeconds: 0, viewers: before },
  );
};

describe('a chart in words', () => {
  test.each([
    [[0, 0, 0, 0, 0, 0, 0], {}, null, 'No views in the last 7 days.'],
    [[0, 0, 1, 0, 0, 0, 0], {}, 0, '1 view in the last 7 days. Most: Wed 25 Nov, with 1.'],
    [
      [0, 0, 1, 2, 0, 0, 0],
      {},
      2,
      '3 views in the last 7 days (+50% against the 7 days before). Most: Thu 26 Nov, with 2.',
    ],
    [
      [1, 0, 0, 0, 0, 0, 0],
      { metric: 'watched' as const },
      null,
      '1 min watched in the last 7 days. Most: Mon 23 Nov, with 1 min.',
    ],
    [
      [0, 1, 0, 0, 0, 0, 2],
      { metric: 'viewers' as const },
      null,
      '3 viewers in the last 7 days. Most: Sun 29 Nov, with 2.',
    ],
    [
      [1, 0, 0, 0, 0, 0, 0],
      { metric: 'viewers' as const, filter: { source: 'search' } },
      null,
      'Viewers are counted over all viewings only: clear the filters.',
    ],
    [[0, 0, 0, 0, 0, 0, 0], { metric: 'viewers' as const }, null, 'No viewers in the last 7 days.'],
    [[1, 0, 0, 0, 0, 0, 0], { metric: 'average' as const }, null, '1 min a view in the last 7 days.'],
    [[4], { from: '2026-11-21', to: '2026-11-21' }, 8, '4 views on 21 Nov 2026 (−50% against the day before).'],
  ])('%j %j', (views, state, before, words) => expect(describeDays(views, state, before)).toBe(words));
});

test.each([
  [0.004, 'under 1%'],
  [0, '0%'],
  [0.123, '12%'],
  [1.5, '150%'],
])('a share of %d is %s', (share, words) => expect(formatShare(share)).toBe(words));

test.each([
  [3, 2, '+50%'],
  [1, 2, '−50%'],
  [2, 2, '±0%'],
  [12, 1, '+999% or more'],
  [2, 0, null],
  [null, 2, null],
])('a change to %s from %s is %s', (value, before, words) => expect(formatChange(value, before)).toBe(words));

test('values have names for people', () => {
  expect(nameOf('source', 'search')).toBe('Search on this site');
  expect(nameOf('language', 'de')).toBe('German');
  expect(nameOf('language', 'und')).toBe('Not recorded');
  expect(nameOf('country', 'CH')).toBe('Switzerland');
  expect(nameOf('country', 'XX')).toBe('XX');
  expect(nameOf('audience', 'returning')).toBe('Came back on another day');
  expect(nameOf('browser', 'Firefox')).toBe('Firefox');
  expect(nameOf('sourceDetail', 'knots')).toBe('knots');
});

test('an hour has the label of its time zone', () => {
  const period = periodOf({ range: '1', from: '', to: '', by: 'hour' }, 'Asia/Tokyo', now);
  expect(stepLabel(period, period.edges[0]!)).toBe('29 Nov, 00:00');
});

test.each([
  [{ viewed: 0, confirmed: 0, discounted: [] }, 'There is none to check in this period.'],
  [{ viewed: 1, confirmed: 1, discounted: [] }, 'Of 1 view, 1 is confirmed.'],
  [
    { viewed: 1234, confirmed: 1200, discounted: [{ reason: 'bot' as const, views: 30 }] },
    'Of 1,234 views, 1,200 are confirmed, 4 are being checked, and 30 do not count.',
  ],
])('audited views in words: %j', (audit, words) => expect(describeAudit(audit)).toContain(words));
