/**
 * Calls `stop` once, when this process is told to end: by SIGINT, SIGTERM or SIGHUP, however often, or by the death of the
 * process that started it (npm takes a SIGTERM for itself and does not pass it on).
 * @param parent the id of that process, noted before it could die.
 * @param stop is told why.
 */
export function onShutdown(parent: number, stop: (reason: string) => void): void {
  let told = false;
  const tell = (reason: string) => {
    if (told) return;
    told = true;
    clearInterval(watch);
    stop(reason);
  };
  const watch = setInterval(() => {
    if (process.ppid !== parent) tell('npm ended');
  }, 250).unref();
  // The handlers stay: another Ctrl-C must not end us before our children have ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => tell(signal));
  // With the terminal gone, a write to it fails, and that must not end us either.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
