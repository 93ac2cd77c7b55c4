import type { Message, NewMessage } from '@message-db/client';
import fc from 'fast-check';
import { describeMessage } from './arbitrary-messages';
import { asRead } from './message';

/** A stream that begins with one message and goes on with others, in any order and number. */
export interface ArbitraryStream {
  readonly name: string;
  readonly first: fc.Arbitrary<NewMessage>;
  readonly later: fc.Arbitrary<NewMessage>;
  /** How much happens in it, compared with the others. */
  readonly weight: number;
}

/** A message that was written, and how it is read. */
export interface Written {
  readonly message: Message;
  /** Messages of one category that follow each other come in one batch where this is alike. */
  readonly side: boolean;
  /**
   * Of the batches of several categories, that with the lowest turn comes first. The last message of a batch says it.
   */
  readonly turn: number;
}

const MOST_MESSAGES = 60;
const MOST_TURNS = 12;

/**
 * Random pasts of a few streams: their messages mixed in any order, each stream's own in the order in which it may
 * have come about, as they would be read of a store that holds nothing else.
 */
export function arbitraryPast(streams: readonly ArbitraryStream[]): fc.Arbitrary<readonly Written[]> {
  const steps = streams.map(({ name, first, later, weight }) => ({
    weight,
    arbitrary: fc.record({ name: fc.constant(name), first, later, turn: fc.nat(MOST_TURNS) }),
  }));
  const side = fc.nat(4).map((one) => one === 1);
  // Failures shrink by leaving messages out; to try each field of each message too would take too long with a database.
  return fc
    .array(fc.tuple(fc.noShrink(fc.oneof(...steps)), side), { maxLength: MOST_MESSAGES, size: 'max' })
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

/** A past for people, a message a line with its global position. */
export function describePast(past: readonly Written[]): string {
  return past
    .map(({ message }) => `  ${message.globalPosition} ${message.streamName}: ${describeMessage(message)}`)
    .join('\n');
}
