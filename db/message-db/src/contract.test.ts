import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  defineContract,
  messageType,
  type CommandOf,
  type EventOf,
  type Message,
  type NewEventOf,
  type NewMessage,
} from './index.ts';

const Register = messageType('Register', z.object({ email: z.string() }));
const Registered = messageType('Registered', z.object({ email: z.string() }));
const Locked = messageType('Locked', z.object({ until: z.string() }));
const identity = defineContract({ category: 'identity', commands: { Register }, events: { Registered, Locked } });

const stored = (message: NewMessage): Message => ({
  ...message,
  streamName: 'identity-1',
  position: 0,
  globalPosition: 1,
  time: new Date(0),
});

describe('a contract', () => {
  test('names the streams of its category', () => {
    expect(identity.stream('1')).toBe('identity-1');
    expect(identity.commandStream('1')).toBe('identity:command-1');
    expect(identity.commandCategory).toBe('identity:command');
  });

  test('reads its commands and events, each checked by its own type', () => {
    expect(identity.readCommand(stored(Register({ email: 'a' }))).data).toEqual({ email: 'a' });
    const event = identity.readEvent(stored(Locked({ until: 'noon' })));
    expect(event.type === 'Locked' && event.data.until).toBe('noon');
    expect(() => identity.readEvent({ ...stored(Locked({ until: 'noon' })), data: {} })).toThrow(
      expect.objectContaining({ name: 'ContractError', reason: 'invalid', messageType: 'Locked' }),
    );
  });

  test.each(['Register', 'Unheard', 'toString', '__proto__'])('knows no event %s', (type) => {
    expect(() => identity.readEvent({ ...stored(Register({ email: 'a' })), type })).toThrow(
      expect.objectContaining({ name: 'ContractError', reason: 'unknown-type', messageType: type }),
    );
  });

  test.each(['', 'a-b'])('has no category "%s"', (category) => {
    expect(() => defineContract({ category, commands: {}, events: {} })).toThrow(TypeError);
  });

  test('keeps each type under its own name', () => {
    expect(() => defineContract({ category: 'a', commands: { Rename: Register }, events: {} })).toThrow(
      'The contract of a keeps the message type Register under the name Rename',
    );
  });

  test('lists the types of its messages', () => {
    expectTypeOf<CommandOf<typeof identity>['data']>().toEqualTypeOf<{ email: string }>();
    expectTypeOf<EventOf<typeof identity>['type']>().toEqualTypeOf<'Registered' | 'Locked'>();
    expectTypeOf<Extract<NewEventOf<typeof identity>, { type: 'Locked' }>['data']>().toEqualTypeOf<{ until: string }>();
  });
});
