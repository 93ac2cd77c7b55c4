const FIRST_MS = 100;
const LONGEST_MS = 30_000;

/**
 * How long to wait after the n-th failure in a row (from 1): doubling from 0.1 s to 30 s, each with jitter
 * over its upper half, so that many that failed together do not come back together.
 * @returns milliseconds
 */
export function backOff(failures: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return longest * (0.5 + random() / 2);
}
