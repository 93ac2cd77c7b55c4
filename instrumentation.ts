/**
 * Next calls this once in each server process, before it accepts requests. Workers do not start here: they are
 * processes.
 */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- not a setting: Next inserts the name of the runtime at build time
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./instrumentation.node');
}
