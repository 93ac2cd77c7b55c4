import { parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { hashPassword, UNUSED_HASH, verifyPassword } from './password';

const salt = Buffer.alloc(16, 7);

test('a password verifies against its own hash only', async () => {
  const hashed = await hashPassword('correct horse battery', salt);
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hashed, 'correct horse battery')).toBe(true);
  expect(await verifyPassword(hashed, 'correct horse batterY')).toBe(false);
});

test('a password verifies in any Unicode composition of its characters', async () => {
  const hashed = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9', salt);
  expect(await verifyPassword(hashed, 'cafe\u0301 cafe\u0301 cafe\u0301')).toBe(true);
});

test('an unknown address takes the same work as a wrong password', async () => {
  expect(parseOptions(UNUSED_HASH)).toEqual(parseOptions(await hashPassword('some password', salt)));
  expect(await verifyPassword(null, 'some password')).toBe(false);
});
