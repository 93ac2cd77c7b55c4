import type { Message } from '@message-db/client';
import type { Failures } from './failed-message';

/**
 * Calls a function for each message. Skips the messages behind one of their stream that fails.
 * @param known failures of an earlier attempt, for which the function is not called again.
 * @returns the failures, with the known ones.
 */
export function followInOrder(
  messages: readonly Message[],
  known: Failures,
  follow: (message: Message) => void,
): Map<string, Error> {
  const failures = new Map(known);
  const blocked = new Set<string>();
  for (const message of messages) {
    if (blocked.has(message.streamName)) continue;
    try {
      if (known.has(message.id)) throw known.get(message.id);
      follow(message);
    } catch (error) {
      failures.set(message.id, error as Error);
      blocked.add(message.streamName);
    }
  }
  return failures;
}
