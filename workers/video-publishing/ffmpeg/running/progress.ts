/** Returns the seconds of output in a line of `-progress`. Null for other lines. Pure. */
export function readProgress(line: string): number | null {
  const [key, value] = line.split('=');
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) return null;
  // Both are microseconds: `out_time_ms` is misnamed, and newer versions write `out_time_us`.
  return key === 'out_time_us' || key === 'out_time_ms' ? number / 1_000_000 : null;
}

/**
 * The progress of all renditions while number `current` is encoded up to `fraction`. Renditions are weighted by their
 * pixels.
 * @returns whole percent, below 100, because only completed processing is 100.
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
