/** The quarters of an hour of a day: every time zone's days begin at one of them. */
export const QUARTERS = 96;
/** A quarter of an hour, in milliseconds. */
export const QUARTER_MS = 15 * 60 * 1000;

/** The parts of a video for which it is counted how often they were watched. */
export const HUNDREDTHS = 100;

/** What a row of counts is about: a quarter of an hour, a day or a month, in UTC. */
export const GRAINS = ['quarter', 'day', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

/** Returns the UTC day of a moment, such as `2026-11-21`, and the index of its quarter of an hour. @param at milliseconds. */
export function quarterOf(at: number): { readonly day: string; readonly quarter: number } {
  const quarter = Math.floor((at % (QUARTERS * QUARTER_MS)) / QUARTER_MS);
  return { day: new Date(at).toISOString().slice(0, 10), quarter };
}
