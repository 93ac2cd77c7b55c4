/** A part of time. In milliseconds since the epoch; the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Returns the first and the last UTC day that it touches, such as `2026-11-21`. */
export function touchedDays({ from, to }: Span): readonly [first: string, last: string] {
  const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  return [dayOf(from), dayOf(to - 1)];
}
