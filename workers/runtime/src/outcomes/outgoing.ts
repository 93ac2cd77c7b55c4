import { follow, type Message, type MessageStore, type NewMessage, type Queryable } from '@message-db/client';
import { unawaited } from './trace';

/** A message to write to a stream. If another write has changed the expected version, the work is done again. */
export interface Outgoing {
  readonly streamName: string;
  readonly message: NewMessage;
  readonly expectedVersion?: number;
}

/** Writes messages that follow from a cause. Nobody waits for them. @returns them. */
export async function writeFollowing(
  store: MessageStore,
  client: Queryable,
  cause: Message,
  outgoing: readonly Outgoing[],
): Promise<NewMessage[]> {
  const messages: NewMessage[] = [];
  for (const { streamName, message, expectedVersion } of outgoing) {
    const following = unawaited(follow(cause, message));
    await store.write(streamName, following, { expectedVersion, client });
    messages.push(following);
  }
  return messages;
}
