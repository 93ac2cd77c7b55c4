import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '@/db/operator-error';
import type { Child } from './child-process';
import { Interrupted } from './supervisor';

const TIMEOUT_MS = 60_000;

/**
 * Waits for the application and the workers. A worker that does not start delays only its own work, so the site opens
 * without it, and it is restarted further.
 * @returns the names of the workers that are not ready after a minute.
 * @throws {OperatorError} if the application does not start within a minute.
 */
export async function untilReady(app: Child, workers: Child[], stopping: AbortSignal): Promise<string[]> {
  const timer = new AbortController();
  const late = delay(TIMEOUT_MS, 'late' as const, { signal: AbortSignal.any([timer.signal, stopping]) }).catch(
    () => 'late' as const,
  );
  const states = await Promise.all(
    [app, ...workers].map((child) => Promise.race([child.ready.then(() => 'ready' as const), late])),
  );
  timer.abort();
  if (stopping.aborted) throw new Interrupted();
  if (states[0] === 'late')
    throw new OperatorError('The application did not start within a minute: see its log lines above.');
  return workers.filter((_, index) => states[index + 1] === 'late').map(({ name }) => name);
}

/** Returns the log line after waiting. It counts only ready workers as started. */
export function describeReady(workers: number, late: readonly string[]): string {
  if (late.length === 0) return `Application and ${workers} workers started`;
  return `Application and ${workers - late.length} of ${workers} workers started; not ready yet, and their work waits until they are: ${late.join(', ')}`;
}
