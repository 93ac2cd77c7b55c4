import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CurrentUser } from '@/app/_lib/auth/find-user';
import {
  ada,
  bob,
  cyd,
  sessionCookieOf,
  startTestApplication,
  type TestApplication,
} from '@/app/_lib/testing/test-application';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';

// A file that replaces a module has a process of its own. This one needs that, because a process reads its settings
// once.
vi.mock('@/app/_lib/environment', (original) => original());

/**
 * Finished pages for signed-in users, over HTTP, on a real database. A renderer stands for Next: it shows what the
 * layout shows of the user, and one fact that all users share.
 */
let application: TestApplication;
let server: Server;
let url: string;
let drop: (topic: string | null) => void;
let nonceOf: typeof import('../../security/policy').nonceOf;
let isHeard = true;
let fact = 'first';
const rendered: string[] = [];
const cookieOf = async (userId: string) => `next-auth.session-token=${await sessionCookieOf(userId)}`;
let superuser: ReturnType<typeof createPool>;
const credentials = schemaOf(userCredentials);

beforeAll(async () => {
  application = await startTestApplication();
  superuser = createPool({ connectionString: process.env['DATABASE_URL']!, max: 1 });
  const [
    { findUser },
    { readSessionCookie },
    { templateUserOf },
    { dependsOn, noteMissing },
    { personalOf },
    { servePages },
    policy,
  ] = await Promise.all([
    import('@/app/_lib/auth/find-user'),
    import('@/app/_lib/auth/session-cookie'),
    import('@/app/_lib/pages/template-user'),
    import('@/app/_lib/pages/dependencies'),
    import('./personal'),
    import('../serve-pages'),
    import('../../security/policy'),
  ]);
  const { createNonce, nonceSource, pagePolicy } = policy;
  ({ nonceOf } = policy);

  const pageFor = (user: CurrentUser | null) => {
    if (!user) return `<p>${fact}</p>`;
    const { person, name, email, initials } = personalOf(user);
    return `<html data-person="${person}"><p>${fact}, ${user.isAdmin ? 'Admin' : ''}, ${name}, ${email}, ${initials}</p></html>`;
  };
  const render = async ({ headers, url: path }: IncomingMessage, response: ServerResponse) => {
    const value = /session-token=([^;]*)/.exec(headers.cookie ?? '')?.[1] ?? '';
    const session = await readSessionCookie(value);
    const user = session ? await findUser(session) : templateUserOf(value);
    rendered.push(user?.name ?? 'visitor');
    dependsOn(['home']);
    if (path === ADAS_PAGE && user?.userId !== ada) {
      noteMissing();
      return void response.setHeader('Content-Type', 'text/x-component').end('Not found');
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', 'private, no-store');
    const nonce = createNonce();
    response.setHeader('Content-Security-Policy', pagePolicy([nonceSource(nonce)]));
    response.end(`${pageFor(user)}<script nonce="${nonce}">1</script>`);
  };
  const serve = servePages({
    render,
    host: 'localhost',
    catchUp: async () => {},
    announcements: { tell: (hearer) => (drop = hearer.hear), hearAll: async () => isHeard },
  });
  server = createServer(async (request, response) => {
    if (!(await serve(request, response))) await render(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await superuser.end();
  await application.stop();
});
beforeEach(() => {
  drop(null);
  rendered.length = 0;
  isHeard = true;
});

/** A page that the router asks for, and that only Ada may see. */
const ADAS_PAGE = '/watch/0b0c7c37-5c8e-4e0c-8f5e-6f2f8f1d2a10';
const NONCE = / nonce="([^"]*)"/;

async function see(userId: string | null, headers: Record<string, string> = {}, path = '/') {
  const cookie = userId === null ? '' : await cookieOf(userId);
  const answer = await fetch(url + path, { headers: { cookie, ...headers } });
  return { text: await answer.text(), headers: answer.headers };
}

test('is rendered once for all users of a kind, and filled in for each, also for many at once', async () => {
  const [names, askers] = [
    new Map([
      [ada, 'Ada'],
      [cyd, 'Cyd'],
      [null, null],
    ]),
    [ada, cyd, null],
  ];
  const asking = Array.from({ length: 90 }, (_, n) => askers[(n * 7) % 3]!);
  const pages = await Promise.all(asking.map((userId) => see(userId)));
  for (const [n, { text }] of pages.entries()) {
    const name = names.get(asking[n]!);
    expect(text).toContain('first');
    for (const other of ['Ada', 'Cyd']) expect(text.includes(other)).toBe(other === name);
    expect(text.includes('Admin')).toBe(name === 'Cyd');
    if (name) expect(text).toContain(`${name}, ${name.toLowerCase()}@example.com, ${name[0]}`);
  }
  expect(rendered).toHaveLength(3);
  for (const name of rendered) expect(['Ada', 'Cyd']).not.toContain(name);
});

test('is not stored by browsers, and says what it depends on', async () => {
  const { headers } = await see(ada, { 'accept-encoding': 'gzip' });
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'private, no-store',
    'content-encoding': 'gzip',
    vary: 'Cookie, Accept-Encoding',
  });
  expect(headers.get('etag')).toBeNull();
  const plain = await see(ada, { 'accept-encoding': 'identity' });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(plain.text.replace(NONCE, '')).toBe((await see(ada)).text.replace(NONCE, ''));
});

test('has a nonce of its own in each response, which its policy names; for visitors it has hashes', async () => {
  const answers = await Promise.all([see(ada), see(ada), see(cyd)]);
  const nonces = answers.map(({ text, headers }) => {
    const nonce = NONCE.exec(text)![1];
    expect(nonceOf(headers.get('content-security-policy'))).toBe(nonce);
    return nonce;
  });
  expect(new Set(nonces).size).toBe(3);
  const visitor = await see(null);
  expect(visitor.text).not.toContain('nonce');
  expect(visitor.headers.get('content-security-policy')).toMatch(
    /^script-src 'self' 'sha256-[\w+/]{43}='; default-src 'none'/,
  );
});

test('shows a change at the next request: of the page, of the user’s name, of their address', async () => {
  await see(ada);
  fact = 'second';
  drop('home');
  expect((await see(ada)).text).toContain('second, , Ada');
  const name = '</script>"\'$&';
  await superuser.query(`UPDATE ${credentials}.user_credentials SET name = $1 WHERE user_id = $2`, [name, ada]);
  expect((await see(ada)).text).toContain('second, , &lt;/script&gt;&quot;&#x27;$&amp;, ada@example.com, &lt;');
  await superuser.query(`UPDATE ${credentials}.user_credentials SET name = 'Ada' WHERE user_id = $1`, [ada]);
  expect(rendered).toHaveLength(2);
});

test('is rendered by Next for who is not known for certain, or needs more than their own words', async () => {
  const session = await cookieOf(ada);
  for (const headers of [
    { cookie: await cookieOf(bob) }, // His address is not confirmed.
    { cookie: session.slice(0, -5) },
    { cookie: 'next-auth.session-token=template-user' },
    { cookie: `${session}; outbox-key=1` },
  ])
    await see(null, headers);
  isHeard = false;
  await see(ada);
  expect(rendered).toEqual(['Bob', 'visitor', 'visitor', 'Ada', 'Ada']);
});

test('is rendered by Next for somebody who may see it, where others see that there is none', async () => {
  for (const [userId, expected] of [
    [null, 'Not found'],
    [cyd, 'Not found'],
    [ada, 'Ada'],
    [ada, 'Ada'],
    [cyd, 'Not found'],
  ] as const)
    expect((await see(userId, { rsc: '1' }, ADAS_PAGE)).text, `for ${userId}`).toContain(expected);
});

test('ends with the session, at the next request', async () => {
  const { readSessionCookie } = await import('@/app/_lib/auth/session-cookie');
  expect((await see(cyd)).text).toContain('Cyd');
  const session = await readSessionCookie(await sessionCookieOf(cyd));
  await superuser.query(`INSERT INTO ${credentials}.user_credentials_ended_sessions VALUES ($1, now())`, [
    session!.sessionHash,
  ]);
  expect((await see(cyd)).text.replace(NONCE, '')).toBe(`<p>${fact}</p><script>1</script>`);
});
