import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '@/db/operator-error';
import type { Child } from './child-process';
import type { Output } from './output';
import { Interrupted } from './supervisor';

const PATIENCE = 60_000;

/**
 * Waits for the application, and for the workers. A worker that does not come up delays its own work only, so the site
 * opens without it, and its restarts go on.
 * @throws {OperatorError} when the application does not come up within a minute.
 */
export async function untilReady(app: Child, workers: Child[], output: Output, stopping: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const late = delay(PATIENCE, 'late' as const, { signal: AbortSignal.any([timer.signal, stopping]) }).catch(() => 'late' as const);
  const states = await Promise.all(
    [app, ...workers].map((child) => Promise.race([child.ready.then(() => 'ready' as const), late])),
  );
  timer.abort();
  if (stopping.aborted) throw new Interrupted();
  if (states[0] === 'late') throw new OperatorError('The application did not start within a minute: see its log lines above.');
  for (const [index, worker] of workers.entries()) {
    if (states[index + 1] === 'late') output.say(`✗ ${worker.name} is not ready yet; its work waits until it is`);
  }
}
