/** How the waits between failures grow. */
export interface BackOffLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

const READING: BackOffLimits = { firstMs: 100, longestMs: 30_000 };

/**
 * How long to wait after the n-th failure in a row (from 1): doubling, for a reader from 0.1 s to 30 s, each with jitter
 * over its upper half, so that many that failed together do not come back together.
 * @returns milliseconds
 */
export function backOff(
  failures: number,
  random: () => number = Math.random,
  { firstMs, longestMs }: BackOffLimits = READING,
): number {
  const longest = Math.min(longestMs, firstMs * 2 ** (failures - 1));
  return longest * (0.5 + random() / 2);
}
