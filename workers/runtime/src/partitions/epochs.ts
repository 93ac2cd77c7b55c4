import { partitionOf, type Message } from '@message-db/client';

/**
 * Returns whether a message was handled in an earlier epoch of its consumer. A new epoch begins at the lowest
 * checkpoint of the one before, so that it misses nothing. Messages that other partitions had handled must not be
 * handled again.
 * @param done the checkpoints of each earlier epoch, oldest first.
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

/** Returns the earlier epochs that matter to a reader that continues from this position. */
export function doneAfter(done: readonly (readonly number[])[], position: number): (readonly number[])[] {
  return done.filter((positions) => Math.max(...positions) > position);
}
