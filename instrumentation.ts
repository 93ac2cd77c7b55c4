/** Called by Next once in each server process, before it takes requests. No worker starts here: those are processes. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- no setting: Next puts the name of the runtime here when it builds for it
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./instrumentation.node');
}
