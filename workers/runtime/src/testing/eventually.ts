import { vi } from 'vitest';
import { LONGEST_WAIT_MS } from './limits';

/**
 * Waits for a condition: until `check` no longer throws.
 * @param interval between two looks, in milliseconds; longer for a check that is much work.
 * @returns what it returns then. @throws what it throws, when that goes on for too long.
 */
export function eventually<T>(check: () => T | Promise<T>, interval = 20): Promise<T> {
  return vi.waitFor(check, { timeout: LONGEST_WAIT_MS, interval });
}
