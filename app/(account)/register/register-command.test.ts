import { expect, test, vi } from 'vitest';
import { decryptFields } from '@/personal-data/encryption';

vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests, and no other' } }));
const { newPerson, registerCommand } = await import('./register-command');

const formId = '5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d';
const addressId = '00000000-0000-8000-8000-0000000000ad';
const registration = { name: 'Ada', email: 'ada@example.com', password: 'analytical engine' };

const commandOf = async (form: string, input: typeof registration) =>
  (await registerCommand(newPerson(form, input, 0), input, addressId)).command;

test('the same form makes the same command to the last byte', async () => {
  expect(await commandOf(formId, registration)).toEqual(await commandOf(formId, registration));
});

test('a corrected name makes another command for the same account', async () => {
  const first = await commandOf(formId, registration);
  const corrected = await commandOf(formId, { ...registration, name: 'Ada Lovelace' });
  expect(corrected.id).not.toBe(first.id);
  expect(corrected.data.userId).toBe(first.data.userId);
  expect(corrected.data.confirmationToken).not.toBe(first.data.confirmationToken);
});

test('the same form with another password makes another account, so that a form alone gives no access', async () => {
  const first = await commandOf(formId, registration);
  const other = await commandOf(formId, { ...registration, password: 'difference engine' });
  expect(other.data.userId).not.toBe(first.data.userId);
});

test('another form makes another account with another salt', async () => {
  const first = await commandOf(formId, registration);
  const other = await commandOf('0e8c4b7a-3d52-4f61-9a70-1b2c3d4e5f60', registration);
  expect(other.data.userId).not.toBe(first.data.userId);
  expect(other.data.passwordHash).not.toBe(first.data.passwordHash);
});

test('a command contains the name only encrypted, and the person’s key decrypts it', async () => {
  const command = await commandOf(formId, registration);
  const written = JSON.stringify(command);
  for (const secret of [registration.name, registration.email, registration.password, '$argon2id$'])
    expect(written).not.toContain(secret);
  const { key } = newPerson(formId, registration, 0);
  expect(decryptFields(key, command.data)).toMatchObject({
    name: 'Ada',
    email: 'ada@example.com',
    passwordHash: expect.stringMatching(/^\$argon2id\$/),
  });
});

test('each person has their own key, which encrypts a corrected name too', () => {
  const person = newPerson(formId, registration, 0);
  expect(newPerson(formId, { ...registration, name: 'Ada Lovelace' }, 0)).toEqual(person);
  const others = [
    newPerson(formId, { ...registration, password: 'difference engine' }, 0),
    newPerson('0e8c4b7a-3d52-4f61-9a70-1b2c3d4e5f60', registration, 0),
    newPerson(formId, registration, 1),
  ];
  for (const other of others) {
    expect(other.userId).not.toBe(person.userId);
    expect(other.key).not.toEqual(person.key);
  }
});
