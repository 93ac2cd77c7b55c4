import type { ReportedRange } from '@/workers/view-counting/contract';

/** How far the position may get ahead of the clock between two samples. Browsers report both roughly. */
const SLACK_MS = 500;
/** The most ranges that are kept, and sent in one report: `RANGES_MAX` of the contract, which browsers do not load. */
export const KEPT_RANGES_MAX = 100;
/**
 * How much of what the server has is kept all the same. It may have credited less than it took: up to a second at the
 * end, and what played while the first report was under way.
 */
const OVERLAP_MS = 30_000;

/** What a viewing has played: the total in seconds of video, and the latest parts of which it is the sum. */
export interface Watched {
  readonly watchedSeconds: number;
  readonly ranges: readonly ReportedRange[];
}

/** How a video plays at the moment. */
export interface Playing {
  /** In seconds of video. */
  readonly position: number;
  /** Seconds of video in a second. */
  readonly rate: number;
  /** The viewer can see it. */
  readonly isVisible: boolean;
  /** In milliseconds of a clock that never goes back. */
  readonly now: number;
}

/** A range in whole milliseconds. `at` is the total when it began. */
interface Range {
  readonly from: number;
  readonly at: number;
  readonly rate: number;
  readonly isVisible: boolean;
  to: number;
}

/**
 * Sums up the seconds of a video that really played, without skipped parts and pauses, and keeps which parts they were. A
 * part that is watched twice counts twice. A new range begins after a jump, and when the rate or the visibility changes.
 */
export class WatchedTime {
  #total = 0;
  #ranges: Range[] = [];
  #last: (Pick<Range, 'rate' | 'isVisible'> & { position: number; now: number }) | null = null;

  /** The total, in seconds of video. */
  get seconds(): number {
    return this.#total / 1000;
  }

  /** Notes the position while the video plays. Call it often. The first call only sets where counting begins. */
  playedTo({ position: seconds, rate, isVisible, now }: Playing): void {
    const last = this.#last;
    const position = Math.round(seconds * 1000);
    this.#last = { position, rate, isVisible, now };
    if (!last) return;
    const played = position - last.position;
    const possible = (now - last.now + SLACK_MS) * Math.max(rate, last.rate);
    // Any more would be a jump without a seeking event.
    if (played > 0 && played <= possible) this.#add(last, position);
  }

  /** Notes that the video stopped or jumps. Counting begins again at the next position. */
  interrupt(): void {
    this.#last = null;
  }

  /** Returns the total and its latest ranges: those that the server may not have, and some that it has. */
  watched(): Watched {
    const ranges = this.#ranges.map(({ from, to, at, rate, isVisible }) => ({
      from: from / 1000,
      to: to / 1000,
      at: at / 1000,
      rate,
      isVisible,
    }));
    return { watchedSeconds: this.seconds, ranges };
  }

  /** Notes that the server has a report of this total. Ranges that were over long before are not kept. */
  arrived(watchedSeconds: number): void {
    const before = watchedSeconds * 1000 - OVERLAP_MS;
    this.#ranges = this.#ranges.filter(({ at, from, to }) => at + to - from > before);
  }

  /** Adds what played from the last sample to a position, as it played at the last sample. */
  #add({ position: from, rate, isVisible }: { position: number; rate: number; isVisible: boolean }, to: number): void {
    const open = this.#ranges.at(-1);
    const goesOn = open?.to === from && open.rate === rate && open.isVisible === isVisible;
    if (goesOn) open.to = to;
    else this.#ranges.push({ from, to, at: this.#total, rate, isVisible });
    if (this.#ranges.length > KEPT_RANGES_MAX) this.#ranges.shift();
    this.#total += to - from;
  }
}
