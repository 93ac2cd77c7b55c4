import { ContractError, DuplicateMessageError, type Message } from '@message-db/client';
import { backOff, type BackOffLimits } from '../base/back-off';
import { EntityExistsError } from '../base/failure';

/** The number of attempts before a message is parked, and the waits between them. */
export interface RetryPolicy extends BackOffLimits {
  readonly attempts: number;
}

/** For deciders: 5 attempts over 1.5 to 3 seconds. A decider is pure, so it fails again, except during a release. */
export const DECIDING: RetryPolicy = { attempts: 5, firstMs: 200, longestMs: 2000 };

/**
 * For reactions: 400 attempts over 16 to 33 hours, so that operators find the failure the next day. The cause is mostly
 * external: a mail server that is down, a full disk. The waits double from 1 s, and end at 2.5 to 5 minutes.
 */
export const REACTING: RetryPolicy = { attempts: 400, firstMs: 1000, longestMs: 5 * 60_000 };

/** Returns the state of a message after its n-th failure (from 1), and the milliseconds until the next attempt. */
export function afterFailure(
  { attempts, ...growth }: RetryPolicy,
  failures: number,
  error: Error,
): { state: 'retrying' | 'parked'; retryInMs: number | null } {
  if (isFinal(error) || failures >= attempts) return { state: 'parked', retryInMs: null };
  return { state: 'retrying', retryInMs: backOff(failures, Math.random, growth) };
}

/** Returns whether a retry cannot succeed: the message breaks its contract, or its entity or event id is taken. */
function isFinal(error: Error): boolean {
  return error instanceof ContractError || error instanceof EntityExistsError || error instanceof DuplicateMessageError;
}

/** The errors of failed messages, by message id. */
export type Failures = ReadonlyMap<string, Error>;

/** A message that failed, or is blocked behind one that failed. */
export interface FailedMessage {
  readonly message: Message;
  readonly state: 'retrying' | 'blocked' | 'parked';
  readonly attempts: number;
  /** Null for a blocked message. */
  readonly error: Error | null;
  /** Milliseconds until the next attempt; null unless `retrying`. */
  readonly retryInMs: number | null;
}

/** Returns a message after its n-th failure (from 1): retrying, or parked after the last attempt. */
export function failed(message: Message, attempts: number, error: Error, retryPolicy: RetryPolicy): FailedMessage {
  return { message, attempts, error, ...afterFailure(retryPolicy, attempts, error) };
}

/**
 * Returns the failed messages of a batch, in order, and those blocked behind a failed message of their stream. Pure,
 * except for the jitter of the next attempts.
 * @param waiting the streams that have failed messages already.
 */
export function failedMessagesOf(
  messages: readonly Message[],
  waiting: ReadonlySet<string>,
  failures: Failures,
  retryPolicy: RetryPolicy,
): FailedMessage[] {
  const blocked = new Set(waiting);
  return messages.flatMap((message): FailedMessage[] => {
    if (blocked.has(message.streamName))
      return [{ message, state: 'blocked', attempts: 0, error: null, retryInMs: null }];
    const error = failures.get(message.id);
    if (!error) return [];
    blocked.add(message.streamName);
    return [failed(message, 1, error, retryPolicy)];
  });
}
