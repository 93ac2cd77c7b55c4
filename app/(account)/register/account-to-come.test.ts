import { expect, test, vi } from 'vitest';
import { decryptFields } from '@/personal-data/encryption';
import { hashOfToken } from '@/text/hash-of-token';

vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests, and no other' } }));
const { accountToCome, registerCommand, requestRegistration } = await import('./account-to-come');

const token = '5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d';
const otherToken = '0e8c4b7a-3d52-4f61-9a70-1b2c3d4e5f60';
const addressId = '00000000-0000-8000-8000-0000000000ad';
const email = 'ada@example.com';
const chosen = { name: 'Ada', password: 'analytical engine', terms: '' };

const commandOf = async (of: string, input: typeof chosen) => {
  const link = { userId: accountToCome(of).userId, addressId, email, tokenHash: hashOfToken(of) };
  return (await registerCommand(of, link, input)).command;
};

test('the same form makes the same command to the last byte', async () => {
  expect(await commandOf(token, chosen)).toEqual(await commandOf(token, chosen));
});

test('another name or password makes another command for the same account', async () => {
  const first = await commandOf(token, chosen);
  for (const other of [{ name: 'Ada Lovelace' }, { password: 'difference engine' }]) {
    const command = await commandOf(token, { ...chosen, ...other });
    expect(command.id).not.toBe(first.id);
    expect(command.data.userId).toBe(first.data.userId);
    expect(command.data.passwordId).not.toBe(first.data.passwordId);
  }
});

test('another link makes another account with another key and salt', async () => {
  const [first, other] = [await commandOf(token, chosen), await commandOf(otherToken, chosen)];
  expect(other.data.userId).not.toBe(first.data.userId);
  expect(other.data.passwordId).not.toBe(first.data.passwordId);
  expect(accountToCome(otherToken).key).not.toEqual(accountToCome(token).key);
});

test('the commands contain personal data and the token only encrypted, and the person’s key decrypts it', async () => {
  const commands = [requestRegistration(token, { email, addressId }), await commandOf(token, chosen)] as const;
  const written = JSON.stringify(commands);
  for (const secret of [chosen.name, email, chosen.password, token, '$argon2id$'])
    expect(written).not.toContain(secret);
  const { key } = accountToCome(token);
  expect(decryptFields(key, commands[0].data)).toMatchObject({ email, token, tokenHash: hashOfToken(token) });
  expect(decryptFields(key, commands[1].data)).toMatchObject({
    name: 'Ada',
    email,
    passwordHash: expect.stringMatching(/^\$argon2id\$/),
  });
});
