/** The first and the longest wait between attempts, in milliseconds. */
export interface BackOffLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

const READING: BackOffLimits = { firstMs: 100, longestMs: 30_000 };

/**
 * Returns how long to wait, in milliseconds, after the n-th failure in a row. The wait doubles with each failure.
 * Jitter takes off up to half of it, so that callers that failed together do not retry together.
 * @param failures from 1.
 * @param limits by default those of a reader: 0.1 s to 30 s.
 */
export function backOff(failures: number, random: () => number = Math.random, limits: BackOffLimits = READING): number {
  const longest = Math.min(limits.longestMs, limits.firstMs * 2 ** (failures - 1));
  return longest * (0.5 + random() / 2);
}
