import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ContractError, messageType, type Message } from './index.ts';

const Registered = messageType('Registered', z.object({ email: z.email(), age: z.number().optional() }));

function stored(data: unknown, metadata: Message['metadata'] = {}, type = 'Registered'): Message {
  return {
    id: '00000000-0000-4000-8000-000000000000',
    streamName: 'identity-1',
    type,
    data,
    metadata,
    position: 4,
    globalPosition: 40,
    time: new Date(0),
  };
}

const refusal = (reason: string) => expect.objectContaining({ name: 'ContractError', reason });

describe('making a message', () => {
  test('gives it an id, its type and its schema version', () => {
    const message = Registered({ email: 'a@b.co' });
    expect(message).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      idGiven: false,
      type: 'Registered',
      data: { email: 'a@b.co' },
      metadata: { schemaVersion: 1 },
    });
    expect(Registered({ email: 'a@b.co' }).id).not.toBe(message.id);
  });

  test('takes an id and metadata', () => {
    const id = '0189D2C4-0000-7000-8000-00000000ABCD';
    const message = Registered({ email: 'a@b.co' }, { id, metadata: { traceId: 't', userId: undefined } });
    expect(message).toMatchObject({ id: id.toLowerCase(), idGiven: true });
    expect(Object.keys(message.metadata).sort()).toEqual(['schemaVersion', 'traceId']);
  });

  test('refuses data that fails the schema, and names the place', () => {
    expect(() => Registered({ email: 'nobody' })).toThrow(ContractError);
    expect(() => Registered({ email: 'nobody' })).toThrow(/^Registered: email: /);
  });

  test('drops properties that the schema does not know', () => {
    expect(Registered({ email: 'a@b.co', password: 'secret' } as never).data).toEqual({ email: 'a@b.co' });
  });

  test.each(['', '1', 'a-b', '00000000-0000-4000-8000-00000000000g'])('refuses "%s" for an id', (id) => {
    expect(() => Registered({ email: 'a@b.co' }, { id })).toThrow(TypeError);
  });

  test.each([
    ['a NUL', { text: 'a\u0000b' }],
    ['a NUL after a backslash', { text: '\\\u0000' }],
    ['a NUL in a key', { 'a\u0000': 1 }],
    ['half a surrogate pair', { text: '\uD83C' }],
    ['a bigint', { n: 1n }],
    ['nothing', undefined],
    ['a function', () => {}],
  ])('refuses %s, which jsonb cannot hold', (_, data) => {
    const Any = messageType('Any', z.any());
    expect(() => Any(data)).toThrow(refusal('invalid'));
  });

  test('accepts text that only looks like an unstorable character', () => {
    const Any = messageType('Any', z.any());
    for (const text of [String.raw`\u0000`, String.raw`\\u0000`, String.raw`\ud83c`, '\u{1F3AC}', '\u0001']) {
      expect(Any({ text }).data).toEqual({ text });
    }
  });

  test('refuses metadata that jsonb cannot hold', () => {
    expect(() => Registered({ email: 'a@b.co' }, { metadata: { userId: '\u0000' } })).toThrow(refusal('invalid'));
  });

  test('needs a synchronous schema', () => {
    const Later = messageType(
      'Later',
      z.object({}).refine(async () => true),
    );
    expect(() => Later({})).toThrow(new TypeError('Later: the schema of a message must be synchronous'));
  });
});

describe('reading a message', () => {
  test('checks its data', () => {
    expect(Registered.read(stored({ email: 'a@b.co' })).data.email).toBe('a@b.co');
    expect(() => Registered.read(stored({ email: 1 }))).toThrow(refusal('invalid'));
    expect(() => Registered.read(stored(null))).toThrow(refusal('invalid'));
  });

  test('refuses a message of another type', () => {
    expect(() => Registered.read(stored({ email: 'a@b.co' }, {}, 'Other'))).toThrow(refusal('unknown-type'));
  });

  test.each([2, 0, -1, 1.5, '1' as never])('refuses schema version %j', (schemaVersion) => {
    expect(() => Registered.read(stored({ email: 'a@b.co' }, { schemaVersion }))).toThrow(refusal('unknown-version'));
  });
});

describe('upcasting', () => {
  const Named = messageType('Named', z.object({ first: z.string(), last: z.string(), language: z.string() }), [
    (data) => {
      const [first, last] = z.object({ name: z.string() }).parse(data).name.split(' ');
      return { first, last };
    },
    (data) => ({ ...(data as object), language: 'en' }),
  ]);
  const newest = { first: 'Ada', last: 'Lovelace', language: 'en' };

  test.each([
    [undefined, { name: 'Ada Lovelace' }],
    [1, { name: 'Ada Lovelace' }],
    [2, { first: 'Ada', last: 'Lovelace' }],
    [3, newest],
  ])('converts version %s to the newest', (schemaVersion, data) => {
    const message = Named.read(stored(data, { schemaVersion, traceId: 't' }, 'Named'));
    expect(message.data).toEqual(newest);
    expect(message.metadata).toEqual({ schemaVersion: 3, traceId: 't' });
    expect(Named.read(message)).toEqual(message);
  });

  test('new messages have the newest version', () => {
    expect(Named.schemaVersion).toBe(3);
    expect(Named(newest).metadata.schemaVersion).toBe(3);
  });

  test('a failing upcaster is a ContractError', () => {
    const failed = refusal('invalid');
    expect(() => Named.read(stored({}, {}, 'Named'))).toThrow(failed);
    expect(() => Named.read(stored({ name: 'Ada' }, {}, 'Named'))).toThrow(failed);
  });

  test('a newer version than the known ones is refused', () => {
    expect(() => Named.read(stored(newest, { schemaVersion: 4 }, 'Named'))).toThrow(refusal('unknown-version'));
  });
});
