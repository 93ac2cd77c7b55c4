import { RANGES_MAX, type ReportedRange } from '@/workers/view-counting/contract';

/**
 * Joins the ranges of two reports of a viewing, in the order in which they were played. Of two that began at the same time,
 * the longer one stays: the player sends a range again as it grows. Of too many, the newest stay. Pure.
 */
export function mergeRanges(some: readonly ReportedRange[], more: readonly ReportedRange[]): ReportedRange[] {
  const byStart = new Map<number, ReportedRange>();
  for (const range of [...some, ...more]) {
    const known = byStart.get(range.at);
    if (!known || known.to - known.from < range.to - range.from) byStart.set(range.at, range);
  }
  return [...byStart.values()].toSorted((a, b) => a.at - b.at).slice(-RANGES_MAX);
}
