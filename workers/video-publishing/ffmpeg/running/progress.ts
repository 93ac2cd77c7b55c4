/** Returns the seconds of output in a line of `-progress`. Null for other lines. Pure. */
export function readProgress(line: string): number | null {
  const [key, value] = line.split('=');
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) return null;
  // Both are microseconds: `out_time_ms` is misnamed, and newer versions write `out_time_us`.
  return key === 'out_time_us' || key === 'out_time_ms' ? number / 1_000_000 : null;
}
