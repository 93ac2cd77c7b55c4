import type { ReportedRange } from '@/workers/view-counting/contract';
import { mergeRanges } from './merge-ranges';

/** The pause of a viewing after one of its reports is passed on, in milliseconds. */
const PAUSE_MS = 2000;
/**
 * How many viewings can pause at a time. The reports of others are passed on without a pause, so that memory stays
 * bounded and nothing is lost.
 */
const MAX_PAUSED = 10_000;

interface Paced {
  viewingId: string;
  watchedSeconds: number;
  ranges?: readonly ReportedRange[] | undefined;
}

/**
 * Prevents a player, or a program that imitates one, from filling the message store: passes on one report of a viewing
 * every two seconds. Reports have the total watch time, so of those that arrive in between only the furthest counts, with
 * the ranges of all. It waits until the pause is over. If the process ends before that, up to two seconds of one viewing's watch time are
 * lost.
 * @returns a function that takes a report, and resolves when the report is passed on or waits.
 */
export function pace<Report extends Paced>(pass: (report: Report) => Promise<void>): (report: Report) => Promise<void> {
  const paused = new Map<string, { next: Report | null }>();

  async function take(report: Report): Promise<void> {
    const pause = paused.get(report.viewingId);
    if (pause) {
      pause.next = pause.next ? furthest(pause.next, report) : report;
      return;
    }
    if (paused.size < MAX_PAUSED) beginPause(report.viewingId);
    await pass(report);
  }

  function beginPause(viewingId: string): void {
    const pause: { next: Report | null } = { next: null };
    paused.set(viewingId, pause);
    setTimeout(() => {
      paused.delete(viewingId);
      if (pause.next)
        void take(pause.next).catch((error: Error) => console.error('Lost a report of a viewing:', error.message));
    }, PAUSE_MS);
  }

  return take;
}

/** Returns the report with more watch time, with the ranges of both. */
function furthest<Report extends Paced>(one: Report, other: Report): Report {
  const report = other.watchedSeconds >= one.watchedSeconds ? other : one;
  return one.ranges && other.ranges ? { ...report, ranges: mergeRanges(one.ranges, other.ranges) } : report;
}
