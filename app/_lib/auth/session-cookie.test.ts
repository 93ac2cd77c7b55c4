import { encode, type JWT } from 'next-auth/jwt';
import { afterEach, expect, test, vi } from 'vitest';

const secret = 'a secret for these tests, and no other';
vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: secret, siteUrl: 'http://localhost' } }));
const { readSessionCookie } = await import('./session-cookie');

const user = { sub: '00000000-0000-4000-8000-00000000000a', sessionId: 'random' };
const make = (token: JWT = user, options = {}) => encode({ token, secret, maxAge: 3600, ...options });
afterEach(() => void vi.useRealTimers());

test('a token that this site made names its user and its session, read once or twice', async () => {
  const [value, another] = [await make(), await make({ ...user, sessionId: 'another' })];
  const session = await readSessionCookie(value);
  expect(session).toEqual({ userId: user.sub, sessionHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await readSessionCookie(value)).toEqual(session);
  expect((await readSessionCookie(another))?.sessionHash).not.toBe(session?.sessionHash);
});

test('a token ends at its time, also if it was read before', async () => {
  const value = await make();
  expect(await readSessionCookie(value)).not.toBeNull();
  const [ends] = [Date.now() + 3600_000];
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(ends - 2_000);
  expect(await readSessionCookie(value)).not.toBeNull();
  vi.setSystemTime(ends + 17_000);
  expect(await readSessionCookie(value)).toBeNull();
});

test.each([
  ['nothing', async () => ''],
  ['nonsense', async () => 'nonsense'],
  ['a token of another site', () => make(user, { secret: 'another secret' })],
  ['an altered token', async () => (await make()).replace(/.{4}$/, 'AAAA')],
  ['a truncated token', async () => (await make()).slice(0, -10)],
  ['an expired token', () => make(user, { maxAge: -60 })],
  ['a token without a user', () => make({ sessionId: 'random' })],
  ['a token without a session', () => make({ sub: user.sub })],
])('%s is no session', async (_, value) => {
  expect(await readSessionCookie(await value())).toBeNull();
});

test('a site behind TLS names its cookies for this host alone, and reads the session cookie of before too', async () => {
  vi.resetModules();
  vi.doMock('@/app/_lib/environment', () => ({
    environment: { SECRET: secret, siteUrl: 'https://tutorials.example' },
  }));
  const secure = await import('./session-cookie');
  expect(secure.sessionCookie).toMatchObject({
    name: '__Host-next-auth.session-token',
    options: { secure: true, httpOnly: true, path: '/', sameSite: 'lax' },
  });
  expect(secure.sessionCookie.options).not.toHaveProperty('domain');
  const inJar = (jar: Record<string, string>) => secure.sessionValueIn((name) => jar[name]);
  const [own, earlier] = ['__Host-next-auth.session-token', '__Secure-next-auth.session-token'];
  expect(inJar({ [earlier]: 'a' })).toBe('a');
  expect(inJar({ [earlier]: 'a', [own]: 'b' })).toBe('b');
  expect(inJar({ 'next-auth.session-token': 'c' })).toBeNull();
});
