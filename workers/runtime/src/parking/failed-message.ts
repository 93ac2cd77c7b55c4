import type { Message } from '@message-db/client';
import { afterFailure, type Patience } from './retry-policy';

/** Why messages failed, by their ids. */
export type Faults = ReadonlyMap<string, Error>;

/** A message to be set aside. */
export interface Aside {
  readonly message: Message;
  readonly state: 'retrying' | 'held' | 'parked';
  readonly attempts: number;
  /** Null for one that is held. */
  readonly error: Error | null;
  /** Milliseconds until it is tried again, for one that is `retrying`. */
  readonly retryInMs: number | null;
}

/** A message after its n-th failure (from 1). */
export function failed(message: Message, attempts: number, error: Error, patience: Patience): Aside {
  return { message, attempts, error, ...afterFailure(patience, attempts, error) };
}

/**
 * What of a batch is set aside, in its order: what failed, and whatever comes after something that is set aside, in its
 * stream. Pure, but for the jitter in when something is tried again.
 * @param waiting streams of which something is set aside already.
 */
export function sortOut(
  messages: readonly Message[],
  waiting: ReadonlySet<string>,
  faults: Faults,
  patience: Patience,
): Aside[] {
  const blocked = new Set(waiting);
  return messages.flatMap((message): Aside[] => {
    if (blocked.has(message.streamName)) return [{ message, state: 'held', attempts: 0, error: null, retryInMs: null }];
    const error = faults.get(message.id);
    if (!error) return [];
    blocked.add(message.streamName);
    return [failed(message, 1, error, patience)];
  });
}
