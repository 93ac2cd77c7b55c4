/**
 * Calls `stop` once, on SIGINT, SIGTERM or SIGHUP, or when the parent process ends. npm ends at SIGTERM without
 * forwarding it.
 * @param parent the id of the parent, which was read at the start.
 * @param stop gets the reason.
 */
export function onShutdown(parent: number, stop: (reason: string) => void): void {
  let isCalled = false;
  const callOnce = (reason: string) => {
    if (isCalled) return;
    isCalled = true;
    clearInterval(watch);
    stop(reason);
  };
  const watch = setInterval(() => {
    if (process.ppid !== parent) callOnce('npm ended');
  }, 250).unref();
  // Keep the handlers: another Ctrl-C must not end this process before its children.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => callOnce(signal));
  // Writes fail after the terminal is closed. That must not end this process either.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
