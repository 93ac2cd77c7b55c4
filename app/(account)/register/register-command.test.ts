import { expect, test, vi } from 'vitest';

vi.mock('server-only', () => ({}));
vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests, and no other' } }));
const { registerCommand } = await import('./register-command');

const formId = '5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d';
const registration = { name: 'Ada', email: 'ada@example.com', password: 'analytical engine' };

test('the same form is the same command to the last byte', async () => {
  expect(await registerCommand(formId, registration)).toEqual(await registerCommand(formId, registration));
});

test('a corrected name is another command for the same account', async () => {
  const first = await registerCommand(formId, registration);
  const corrected = await registerCommand(formId, { ...registration, name: 'Ada Lovelace' });
  expect(corrected.id).not.toBe(first.id);
  expect(corrected.data.userId).toBe(first.data.userId);
  expect(corrected.data.confirmationToken).not.toBe(first.data.confirmationToken);
});

test('the same form with another password is another account, so that a form alone opens nobody’s', async () => {
  const first = await registerCommand(formId, registration);
  const other = await registerCommand(formId, { ...registration, password: 'difference engine' });
  expect(other.data.userId).not.toBe(first.data.userId);
});

test('another form is another account, with another salt', async () => {
  const first = await registerCommand(formId, registration);
  const other = await registerCommand('0e8c4b7a-3d52-4f61-9a70-1b2c3d4e5f60', registration);
  expect(other.data.userId).not.toBe(first.data.userId);
  expect(other.data.passwordHash).not.toBe(first.data.passwordHash);
});
