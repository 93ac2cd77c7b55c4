/** Returns the time from `start` to `moment` in words: "+0 ms", "+1.25 s", "+3 min 5 s". */
export function since(start: Date, moment: Date): string {
  const ms = moment.getTime() - start.getTime();
  if (ms < 1000) return `+${Math.max(0, ms)} ms`;
  if (ms < 60_000) return `+${(ms / 1000).toFixed(2)} s`;
  return `+${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
