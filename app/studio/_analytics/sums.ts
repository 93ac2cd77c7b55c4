import { QUARTER_MS } from '@/workers/aggregators/contract';

/** What was counted of some viewings. */
export interface Counted {
  readonly views: number;
  readonly watchedSeconds: number;
}

/** What was counted of a video or a channel. */
export interface Sums extends Counted {
  /** Each is counted once a day (UTC). Null for a part of the viewings, for which it is not known. */
  readonly viewers: number | null;
}

/** The sums of a UTC day, and what they had been at a quarter of an hour of it. */
export interface DayOfSums {
  /** Such as `2026-11-21`. */
  readonly day: string;
  readonly views: number;
  readonly watchedMilliseconds: number;
  readonly viewers: number;
  /** The quarter of an hour, from 1 to 96, up to whose end the next two are; null for none. */
  readonly quarter: number | null;
  readonly viewsUntil: number | null;
  readonly watchedMillisecondsUntil: number | null;
  readonly viewersUntil: number | null;
}

const DAY_MS = 24 * 3600 * 1000;

/** A moment at which sums are read, as the day and the number of its quarters of an hour that are over: 0 to 95. */
export interface Edge {
  readonly day: string;
  readonly quarter: number;
}

/** Returns the UTC day and quarter of a moment, which is the beginning of one. @param moment milliseconds. */
export function edgeOf(moment: number): Edge {
  const day = Math.floor(moment / DAY_MS) * DAY_MS;
  return { day: new Date(day).toISOString().slice(0, 10), quarter: Math.floor((moment - day) / QUARTER_MS) };
}

/**
 * Returns the sums between each moment and the next one.
 * @param rows of all days between the first and the last moment, with each moment's quarter.
 */
export function sumsBetween(rows: readonly DayOfSums[], edges: readonly Edge[]): Sums[] {
  const whole = new Map(rows.map((row) => [row.day, row]));
  const days = [...whole.keys()].sort();
  const until = new Map(rows.map((row) => [`${row.day} ${row.quarter}`, row]));
  let [at, views, watched, viewers] = [0, 0, 0, 0];
  const totals = edges.map(({ day, quarter }) => {
    for (; at < days.length && days[at]! < day; at += 1) {
      views += whole.get(days[at]!)!.views;
      watched += whole.get(days[at]!)!.watchedMilliseconds;
      viewers += whole.get(days[at]!)!.viewers;
    }
    const part = until.get(`${day} ${quarter}`);
    return {
      views: views + (part?.viewsUntil ?? 0),
      watched: watched + (part?.watchedMillisecondsUntil ?? 0),
      viewers: viewers + (part?.viewersUntil ?? 0),
    };
  });
  return totals.slice(1).map((total, index) => ({
    views: total.views - totals[index]!.views,
    watchedSeconds: (total.watched - totals[index]!.watched) / 1000,
    viewers: total.viewers - totals[index]!.viewers,
  }));
}

/**
 * Returns sums as they are shown. Watch time is credited when it is told, and taken away when its view was: so of a short
 * time there can be less than nothing. With views and no viewers, these are not known: views of before audits, or not
 * audited yet. Add up before this.
 */
export function shown({ views, watchedSeconds, viewers }: Sums): Sums {
  const isUnknown = viewers === 0 && views > 0;
  return { views, watchedSeconds: Math.max(0, watchedSeconds), viewers: isUnknown ? null : viewers };
}

/** Returns the total of several sums. */
export function totalOf(all: readonly Sums[]): Sums {
  return {
    views: all.reduce((sum, { views }) => sum + views, 0),
    // Sums of milliseconds have no more digits.
    watchedSeconds: Math.round(all.reduce((sum, { watchedSeconds }) => sum + watchedSeconds, 0) * 1000) / 1000,
    viewers: all.some(({ viewers }) => viewers === null)
      ? null
      : all.reduce((sum, { viewers }) => sum + (viewers ?? 0), 0),
  };
}
