import type { Output } from './output';

const QUIET_MS = 500;

/**
 * Runs a step of the start, and logs its result and duration: `✓ Database set up (0.4 s)`.
 * @param doing is logged after half a second, if the step has not ended: `… Setting up the database`.
 */
export async function step<T>(
  output: Output,
  doing: string,
  done: string | ((result: T) => string),
  run: () => T | Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const timer = setTimeout(() => output.say(`… ${doing}`), QUIET_MS);
  try {
    const result = await run();
    const text = typeof done === 'string' ? done : done(result);
    output.say(`✓ ${text} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}
