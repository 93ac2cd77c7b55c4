import type { Grain } from '@/workers/aggregators/contract';

/** A part of a period whose counts have one grain. Milliseconds since the epoch; the end is not part of it. */
export interface Part {
  readonly grain: Grain;
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 24 * 3600 * 1000;
const ceilDay = (moment: number) => Math.ceil(moment / DAY_MS) * DAY_MS;
const floorDay = (moment: number) => Math.floor(moment / DAY_MS) * DAY_MS;
const monthOf = (moment: number, months = 0) =>
  Date.UTC(new Date(moment).getUTCFullYear(), new Date(moment).getUTCMonth() + months);
const ceilMonth = (moment: number) => (monthOf(moment) === moment ? moment : monthOf(moment, 1));

/**
 * Divides a period into whole UTC months, and at its edges whole days and quarters of an hour, so that few rows of counts
 * make it up. @param from and `to` begin a quarter of an hour. Milliseconds since the epoch.
 */
export function coverOf(from: number, to: number): Part[] {
  return within(from, to, ceilDay, floorDay, 'quarter', (firstDay, endDay) =>
    within(firstDay, endDay, ceilMonth, monthOf, 'day', (firstMonth, endMonth) => [
      { grain: 'month', from: firstMonth, to: endMonth },
    ]),
  ).filter((part) => part.from < part.to);
}

/** Covers what is between two larger units by `inner`, and the rest by the smaller grain. */
function within(
  from: number,
  to: number,
  ceil: (moment: number) => number,
  floor: (moment: number) => number,
  grain: Grain,
  inner: (from: number, to: number) => Part[],
): Part[] {
  const [first, end] = [ceil(from), floor(to)];
  if (first >= end) return [{ grain, from, to }];
  return [{ grain, from, to: first }, ...inner(first, end), { grain, from: end, to }];
}
