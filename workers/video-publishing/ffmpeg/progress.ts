/** How many seconds of output are done, as a line of `-progress` says. Null for other lines. Pure. */
export function readProgress(line: string): number | null {
  const [key, value] = line.split('=');
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) return null;
  // Both are microseconds: the second was misnamed, and newer versions have the first.
  return key === 'out_time_us' || key === 'out_time_ms' ? number / 1_000_000 : null;
}

/**
 * How much of all renditions is done, when `current` of them is encoded to a `fraction`. A pixel costs what a pixel costs.
 * @returns percent, below 100: only what is over is 100.
 */
export function overallPercent(
  renditions: readonly { width: number; height: number }[],
  current: number,
  fraction: number,
): number {
  const costs = renditions.map(({ width, height }) => width * height);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const before = costs.slice(0, current).reduce((sum, cost) => sum + cost, 0);
  const share = (before + (costs[current] ?? 0) * Math.min(1, Math.max(0, fraction))) / total;
  return Math.min(99, Math.floor(share * 100));
}
