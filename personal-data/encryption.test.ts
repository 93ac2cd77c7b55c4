import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personsIn } from './keys';
import { KEY_BYTES, decryptFields, encryptFields } from './encryption';
import { encryptedText } from './encrypted-text';

const key = randomBytes(KEY_BYTES);
const userId = randomUUID();
const told = { email: 'ada@example.com', name: 'Ada Lovelace' };
const sealed = encryptFields(key, userId, told);

/** The same text with another bit in one of its bytes. */
function damaged(text: string, byte: number): string {
  const bytes = Buffer.from(text.slice('sealed:'.length), 'base64url');
  bytes[byte < 0 ? bytes.length + byte : byte]! ^= 1;
  return `sealed:${bytes.toString('base64url')}`;
}

describe('what is sealed', () => {
  test('is opened by its key, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const data = { userId, ...encryptFields(key, userId, { text }) };
        expect(encryptedText(100_000).safeParse(data.text).success).toBe(true);
        expect(decryptFields(key, data)).toEqual({ userId, text });
      }),
    );
  });

  test('says nothing without its key, or with another', () => {
    for (const other of [undefined, randomBytes(KEY_BYTES)]) {
      expect(decryptFields(other, { userId, ...sealed })).toEqual({ userId, email: null, name: null });
    }
  });

  test('counts neither for another person nor in another field', () => {
    expect(decryptFields(key, { userId: randomUUID(), ...sealed })).toMatchObject({ email: null, name: null });
    expect(decryptFields(key, { userId, email: sealed.name, name: sealed.email })).toMatchObject({
      email: null,
      name: null,
    });
  });

  test.each([0, 12, -1])('counts for nothing where it was changed (byte %i)', (byte) => {
    expect(decryptFields(key, { userId, name: damaged(sealed.name, byte) })).toEqual({ userId, name: null });
  });

  test('is the same each time, so that a message that is made again is the same, and tells nobody that two are alike', () => {
    expect(encryptFields(key, userId, told)).toEqual(sealed);
    const { email, name } = encryptFields(key, userId, { email: 'the same', name: 'the same' });
    expect(email.slice(0, 23)).not.toBe(name.slice(0, 23));
    expect(encryptFields(randomBytes(KEY_BYTES), userId, told).name).not.toBe(sealed.name);
  });

  test('is found by its person, however their id is written', () => {
    const data = { userId: userId.toUpperCase(), ...sealed };
    expect(personsIn([{ data }, { data: { userId: randomUUID(), percent: 1 } }, { data: null }])).toEqual([userId]);
    expect(decryptFields(key, data)).toMatchObject(told);
  });
});

test('what is not sealed passes as it is', () => {
  const data = { userId, percent: 7, reason: null, name: 'Ada' };
  expect(decryptFields(key, data)).toEqual(data);
});
