import { vi } from 'vitest';
import { LONGEST_WAIT_MS } from './limits';

/**
 * Repeats `check` until it does not throw.
 * @param interval between two calls, in milliseconds. Choose a longer one for an expensive check.
 * @returns the result of `check`. @throws the last error of `check`, after LONGEST_WAIT_MS.
 */
export function eventually<T>(check: () => T | Promise<T>, interval = 20): Promise<T> {
  return vi.waitFor(check, { timeout: LONGEST_WAIT_MS, interval });
}
