import { messageType } from '@message-db/client';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { raw } from './raw';

const EVERY = 100;
const Read = messageType('Read', z.object({ position: z.number() }));

/**
 * A position as in the book and Eventide: a message in the consumer's own stream, after every hundredth handled
 * message.
 */
export function recordedPosition(client: ClientBase, streamName: string) {
  let handled = 0;
  return async (position: number): Promise<void> => {
    handled += 1;
    if (handled % EVERY === 0) await raw.write(client, streamName, Read({ position }));
  };
}
