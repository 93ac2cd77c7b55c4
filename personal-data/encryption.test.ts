import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyIdsIn } from './keys';
import { KEY_BYTES, decryptFields, encryptFields } from './encryption';
import { encryptedText, PREFIX } from './encrypted-text';

const key = randomBytes(KEY_BYTES);
const userId = randomUUID();
const clearText = { email: 'ada@example.com', name: 'Ada Lovelace' };
const encrypted = encryptFields(key, userId, clearText);

/** Flips a bit in one byte of encrypted text. @param byte counts from the end if it is negative. */
function withFlippedBit(text: string, byte: number): string {
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url');
  bytes[byte < 0 ? bytes.length + byte : byte]! ^= 1;
  return `${PREFIX}${bytes.toString('base64url')}`;
}

describe('an encrypted field', () => {
  test('decrypts to any text with its key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const data = { userId, ...encryptFields(key, userId, { text }) };
        expect(encryptedText(100_000).safeParse(data.text).success).toBe(true);
        expect(decryptFields(key, data)).toEqual({ userId, text });
      }),
    );
  });

  test('is null without its key, and with another key', () => {
    for (const other of [undefined, randomBytes(KEY_BYTES)]) {
      expect(decryptFields(other, { userId, ...encrypted })).toEqual({ userId, email: null, name: null });
    }
  });

  test('is null for another person, and in another field', () => {
    expect(decryptFields(key, { userId: randomUUID(), ...encrypted })).toMatchObject({ email: null, name: null });
    expect(decryptFields(key, { userId, email: encrypted.name, name: encrypted.email })).toMatchObject({
      email: null,
      name: null,
    });
  });

  test.each([0, 12, -1])('is null after a change of its byte %i', (byte) => {
    expect(decryptFields(key, { userId, name: withFlippedBit(encrypted.name, byte) })).toEqual({ userId, name: null });
  });

  test('is the same each time, and differs between fields and between people with the same text', () => {
    expect(encryptFields(key, userId, clearText)).toEqual(encrypted);
    const { email, name } = encryptFields(key, userId, { email: 'the same', name: 'the same' });
    expect(email.slice(0, 23)).not.toBe(name.slice(0, 23));
    expect(encryptFields(randomBytes(KEY_BYTES), userId, clearText).name).not.toBe(encrypted.name);
  });

  test('belongs to the same person whether their id is in upper or lower case', () => {
    const data = { userId: userId.toUpperCase(), ...encrypted };
    expect(keyIdsIn([{ data }, { data: { userId: randomUUID(), percent: 1 } }, { data: null }])).toEqual([userId]);
    expect(decryptFields(key, data)).toMatchObject(clearText);
  });
});

test('leaves other fields alone', () => {
  const data = { userId, percent: 7, reason: null, name: 'Ada' };
  expect(decryptFields(key, data)).toEqual(data);
});
