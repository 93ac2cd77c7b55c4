import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';

vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret of the tests' } }));
const { apiTokenOf, claimedUser } = await import('./api-token');

const [userId, tokenId] = [randomUUID(), randomUUID()];
const token = apiTokenOf(userId, tokenId);

test('a token says whose it is, and depends on the account and its own id', () => {
  expect(token).toMatch(/^vt_[\w-]{64}$/);
  expect(claimedUser(token)).toBe(userId);
  expect(apiTokenOf(userId, tokenId)).toBe(token);
  expect(apiTokenOf(userId, randomUUID())).not.toBe(token);
  expect(apiTokenOf(randomUUID(), tokenId).slice(-40)).not.toBe(token.slice(-40));
});

test.each([
  '',
  'vt_',
  'vt_abc',
  token.slice(3),
  `xx_${token.slice(3)}`,
  'vt_!!!!!!!!!!!!!!!!!!!!!!!!!!!!',
  `vt_${'_'.repeat(64)}`,
])('a text that is no token is nobody’s: %s', (text) => expect(claimedUser(text)).not.toBe(userId));
