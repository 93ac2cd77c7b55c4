import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import type { Served } from './testing/serve-site';

const SECRET = 'a secret for these tests, and no other';
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let limits: typeof import('../_lib/limits/take');
let served: Served;
let stopPool: () => Promise<void>;
const render = vi.fn();

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, SECRET });
  limits = await import('../_lib/limits/take');
  const { serveSite } = await import('./testing/serve-site');
  served = await serveSite(
    async (_request, response) => {
      render();
      response.end('a page');
    },
    { isTrustedProxy: () => true },
  );
  const { messageStore } = await import('../_lib/queries/database');
  stopPool = () => messageStore().pool.end();
});
afterAll(async () => {
  await served.close();
  await stopPool();
  await database.drop();
});
beforeEach(() => render.mockClear());

const ask = (path: string, address: string, options: RequestInit = {}) =>
  served.fetch(path, { ...options, headers: { 'X-Forwarded-For': address, ...options.headers } });

test('a network that searches too often is refused without a render, and no other', async () => {
  for (let n = 0; n < 300; n += 1) await limits.take(['searches from a network', '2001:db8:0:0::/64']);
  const refused = await ask('/search?q=knots', '2001:db8::7');
  expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'text/plain; charset=utf-8']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(await refused.text()).toMatch(/searched too often/);
  // In whatever way it is asked.
  expect((await ask('/search?page=2&%71=knots', '2001:db8::7')).status).toBe(429);
  expect((await ask('/search?q=knots', '2001:db8::7', { headers: { 'Next-Action': 'any' } })).status).toBe(429);
  expect(render).not.toHaveBeenCalled();
  expect((await ask('/search?q=knots', '2001:db8:0:1::7')).status).toBe(200);
  expect((await ask('/search', '2001:db8::7')).status).toBe(200);
  expect((await ask('/', '2001:db8::7')).status).toBe(200);
  expect((await ask('//?q=knots', '2001:db8::7')).status).toBeLessThan(500);
  expect(await limits.takenOf('searches from a network', '2001:db8:0:1::/64')).toBe(1);
});

test('searches go on while they cannot be counted', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { createPool } = await import('@message-db/client');
  const superuser = createPool({ connectionString: database.url, max: 1 });
  await superuser.query('REVOKE EXECUTE ON FUNCTION limits.take FROM video_tutorials_application');
  expect((await ask('/search?page=2&q=knots', '203.0.113.9')).status).toBe(200);
  await superuser.query('GRANT EXECUTE ON FUNCTION limits.take TO video_tutorials_application');
  await superuser.end();
  error.mockRestore();
});

/** Sends a form to sign in. @returns the status: 400 if it got as far as the form itself, which the site cannot read here. */
async function signIn(address: string, email: string, headers: Record<string, string> = {}, path = '/sign-in') {
  const body = new FormData();
  body.set('1_email', email);
  return (await ask(path, address, { method: 'POST', body, headers })).status;
}

async function markOf(browserId: string): Promise<Record<string, string>> {
  const token = { userId: 'u', passwordId: 'p', browserId, cookie: 'known-browser' };
  return { Cookie: `known-browser=${await encode({ token, secret: SECRET })}` };
}

test('a form of a network that has reached its limit is refused without a render, but not on a known browser', async () => {
  for (let n = 0; n < 101; n += 1) await limits.take(['wrong passwords from a network', '203.0.113.5']);
  const from = (headers?: Record<string, string>) => signIn('203.0.113.5', 'ada@example.com', headers);
  expect(await from()).toBe(429);
  expect(await signIn('203.0.113.6', 'ada@example.com')).toBe(400);
  expect(await from(await markOf('b'))).toBe(400);
  expect(await from({ Cookie: 'known-browser=made-up' })).toBe(429);
  // Its action tells it.
  expect(await from({ 'Next-Action': 'any' })).toBe(400);
  expect(render).not.toHaveBeenCalled();
});

test('a form for an address that has reached its limit is refused from any network, but not on a known browser', async () => {
  for (let n = 0; n < 11; n += 1) await limits.take(['wrong passwords for an address', 'bob@example.com']);
  expect(await signIn('198.51.100.1', ' BOB@example.com ')).toBe(429);
  expect(await signIn('198.51.100.1', 'bob@example.com', await markOf('b'))).toBe(400);
  expect(await signIn('198.51.100.1', 'cyd@example.com')).toBe(400);
  const path = '/api/auth/callback/credentials';
  const send = async (body: string | URLSearchParams, type?: string) =>
    (await ask(path, '198.51.100.2', { method: 'POST', body, headers: type ? { 'Content-Type': type } : {} })).status;
  expect(await send(new URLSearchParams({ email: 'bob@example.com' }))).toBe(429);
  expect(await send(JSON.stringify({ email: 'bob@example.com' }), 'application/json')).toBe(429);
  for (const body of ['nonsense', 'null', '{"email":["bob@example.com"]}', ''])
    expect(await send(body, 'application/json')).toBe(200);
});
