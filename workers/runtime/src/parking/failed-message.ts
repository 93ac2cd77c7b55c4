import type { Message } from '@message-db/client';
import { afterFailure, type RetryPolicy } from './retry-policy';

/** Why messages failed, by their ids. */
export type Failures = ReadonlyMap<string, Error>;

/** A message to be set aside. */
export interface FailedMessage {
  readonly message: Message;
  readonly state: 'retrying' | 'held' | 'parked';
  readonly attempts: number;
  /** Null for one that is held. */
  readonly error: Error | null;
  /** Milliseconds until it is tried again, for one that is `retrying`. */
  readonly retryInMs: number | null;
}

/** A message after its n-th failure (from 1). */
export function failed(message: Message, attempts: number, error: Error, retryPolicy: RetryPolicy): FailedMessage {
  return { message, attempts, error, ...afterFailure(retryPolicy, attempts, error) };
}

/**
 * What of a batch is set aside, in its order: what failed, and whatever comes after something that is set aside, in its
 * stream. Pure, but for the jitter in when something is tried again.
 * @param waiting streams of which something is set aside already.
 */
export function failedMessagesOf(
  messages: readonly Message[],
  waiting: ReadonlySet<string>,
  failures: Failures,
  retryPolicy: RetryPolicy,
): FailedMessage[] {
  const blocked = new Set(waiting);
  return messages.flatMap((message): FailedMessage[] => {
    if (blocked.has(message.streamName)) return [{ message, state: 'held', attempts: 0, error: null, retryInMs: null }];
    const error = failures.get(message.id);
    if (!error) return [];
    blocked.add(message.streamName);
    return [failed(message, 1, error, retryPolicy)];
  });
}
