import { ContractError, DuplicateMessageError } from '@message-db/client';
import { backOff, type BackOffLimits } from '../base/back-off';
import { EntityExistsError } from '../base/failure';

/** How long a message is tried for, before it is left to a person. */
export interface RetryPolicy extends BackOffLimits {
  readonly attempts: number;
}

/** A decider is pure, and fails again unless a release is under way: five times, over 1.5 to 3 seconds. */
export const DECIDING: RetryPolicy = { attempts: 5, firstMs: 200, longestMs: 2000 };

/**
 * A reaction fails for what is outside: a mail server that is down, a full disk. After 1 s, 2 s, 4 s, and from the
 * tenth time on every 2.5 to 5 minutes: 400 times are 16 to 33 hours, so that somebody finds it the day after.
 */
export const REACTING: RetryPolicy = { attempts: 400, firstMs: 1000, longestMs: 5 * 60_000 };

/** What becomes of a message after its n-th failure (from 1): it is tried again, or waits for a person. */
export function afterFailure(
  { attempts, ...growth }: RetryPolicy,
  failures: number,
  error: Error,
): { state: 'retrying' | 'parked'; retryInMs: number | null } {
  if (isFinal(error) || failures >= attempts) return { state: 'parked', retryInMs: null };
  return { state: 'retrying', retryInMs: backOff(failures, Math.random, growth) };
}

/** Whether the message must fail again: it breaks its contract, or what it would write is there and is another's. */
function isFinal(error: Error): boolean {
  return error instanceof ContractError || error instanceof EntityExistsError || error instanceof DuplicateMessageError;
}
