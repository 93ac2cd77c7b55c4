import { partitionOf, type Message } from '@message-db/client';

/**
 * Whether a message was handled while its consumer was divided otherwise. A new division begins at the lowest position
 * of the one before, so that it misses nothing; what the others of that one had passed must not be handled again.
 * @param done the positions of each earlier division, oldest first.
 */
export function isDone(
  message: Pick<Message, 'streamName' | 'globalPosition'>,
  done: readonly (readonly number[])[],
): boolean {
  return done.some((positions) => {
    const partition = positions.length === 1 ? 0 : partitionOf(message.streamName, positions.length);
    const position = partition === null ? undefined : positions[partition];
    return position !== undefined && message.globalPosition <= position;
  });
}

/** The earlier divisions that still matter to who reads on from a position. */
export function doneAfter(done: readonly (readonly number[])[], position: number): (readonly number[])[] {
  return done.filter((positions) => Math.max(...positions) > position);
}
