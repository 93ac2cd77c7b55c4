import type { Message, NewMessage } from '@message-db/client';
import fc from 'fast-check';
import { describeMessage } from './arbitrary-messages';
import { asRead } from './message';

/** A stream with a first message, followed by any number of others in any order. */
export interface ArbitraryStream {
  readonly name: string;
  readonly first: fc.Arbitrary<NewMessage>;
  readonly later: fc.Arbitrary<NewMessage>;
  /** The share of messages that it gets, relative to the other streams. */
  readonly weight: number;
}

/** A written message, and how it is delivered. */
export interface Written {
  readonly message: Message;
  /** Successive messages of a category come in one batch if they have the same value. */
  readonly side: boolean;
  /**
   * Orders the batches of several categories: the lowest turn comes first. A batch has the turn of its last message.
   */
  readonly turn: number;
}

const MESSAGES_MAX = 60;
const TURNS_MAX = 12;

/**
 * Generates random histories of a few streams, as a store with these streams alone returns them: messages of different
 * streams in any order, those of one stream in a possible order.
 */
export function arbitraryHistory(streams: readonly ArbitraryStream[]): fc.Arbitrary<readonly Written[]> {
  const steps = streams.map(({ name, first, later, weight }) => ({
    weight,
    arbitrary: fc.record({ name: fc.constant(name), first, later, turn: fc.nat(TURNS_MAX) }),
  }));
  const side = fc.nat(4).map((one) => one === 1);
  // Failures shrink by leaving out messages. Shrinking each field of each message too would take too long with a
  // database.
  return fc
    .array(fc.tuple(fc.noShrink(fc.oneof(...steps)), side), { maxLength: MESSAGES_MAX, size: 'max' })
    .map((taken) => {
      const lengths = new Map<string, number>();
      return taken.map(([{ name, first, later, turn }, ofSide], index) => {
        const position = lengths.get(name) ?? 0;
        lengths.set(name, position + 1);
        const placement = { streamName: name, position, globalPosition: index + 1 };
        return { message: asRead(position === 0 ? first : later, placement), side: ofSide, turn };
      });
    });
}

/** Formats a history for a failure message: one message per line, with its global position. */
export function describeHistory(history: readonly Written[]): string {
  return history
    .map(({ message }) => `  ${message.globalPosition} ${message.streamName}: ${describeMessage(message)}`)
    .join('\n');
}
