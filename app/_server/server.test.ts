import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StorageUnavailableError } from '@/storage/storage';
import { addressesIn } from './client';

vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests', siteUrl: 'http://x' } }));
const { createSiteServer } = await import('./server');

const theme = `40${'a'.repeat(40)}`;
let server: Server;
/** What the application throws. */
let failure: Error | null;
/** The request that reached the application. */
let seen: { request: IncomingMessage; body: string } | null;

beforeEach(async () => {
  seen = null;
  failure = null;
  const site = {
    siteUrl: 'https://tutorials.example',
    isTrustedProxy: addressesIn([{ address: '127.0.0.2', prefix: 32 }]),
    isAction: (id: string) => id === theme,
    isFile: (path: string) => path === '/favicon.svg',
  };
  server = createSiteServer(site, {
    async next(request, response) {
      if (failure) throw failure;
      seen = { request, body: await text(request) };
      response.setHeader('Cache-Control', 'private, no-cache, no-store, max-age=0, must-revalidate');
      response.end('page');
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends bytes from an address of this machine, and reads until the server closes. */
async function send(bytes: string, localAddress = '127.0.0.1'): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, localAddress });
  socket.write(bytes);
  return text(socket);
}

const get = (headers = '', path = '/') =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}\r\n`;
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
const part = '--B\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$K1"]\r\n--B--\r\n';
const post = (headers: string, body = part) =>
  `POST / HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nConnection: close\r\nNext-Action: ${theme}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;

test('tells clients to come back when S3 does not answer, and names no other failure', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  failure = new StorageUnavailableError('S3 cannot be used just now');
  const answer = await send(get());
  expect([statusOf(answer), answer]).toEqual([503, expect.stringContaining('Retry-After: 10')]);
  failure = new Error('a secret');
  expect(await send(get())).toMatch(/^HTTP\/1\.1 500 (?![^]*a secret)/);
});

test('ignores the address that a client claims, and accepts it from a trusted proxy', async () => {
  const forged =
    'X-Client-Address: 6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n';
  await send(get(forged));
  const address = { host: '127.0.0.1', connection: 'close', 'x-client-address': '127.0.0.1' };
  // A proxy of this machine that is not trusted looks the same, so who its clients are is not known.
  expect(seen?.request.headers).toEqual({ ...address, 'x-client-hidden': '1' });
  await send(get('X-Client-Hidden: 1\r\n'));
  expect(seen?.request.headers).toEqual(address);
  await send(get('X-Forwarded-For: 6.6.6.6, 203.0.113.5\r\n'), '127.0.0.2');
  expect(seen?.request.headers).toMatchObject({ 'x-client-address': '203.0.113.5' });
});

test('passes on a whole form, with a host that Next accepts for its page', async () => {
  expect(statusOf(await send(post('Origin: https://tutorials.example\r\n')))).toBe(200);
  expect(seen?.body).toBe(part);
  expect(seen?.request.headers).toMatchObject({
    origin: 'https://tutorials.example',
    'x-forwarded-host': 'tutorials.example',
  });
  expect(statusOf(await send(post('')))).toBe(200);
});

test('refuses a form of another site', async () => {
  const answer = await send(post('Origin: https://evil.example\r\n'));
  expect([statusOf(answer), seen]).toEqual([403, null]);
  expect(answer).toContain('another site');
});

test('a client that sends too much can read why before it has sent everything', async () => {
  const answer = await send(post('', 'x'.repeat(1_100_000)));
  expect([statusOf(answer), seen]).toEqual([413, null]);
  expect(answer).toMatch(/connection: close/i);
});

test('closes a connection that it cannot read, even if its client keeps sending', async () => {
  const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, allowHalfOpen: true });
  socket.on('error', () => {}).resume();
  socket.write(`nonsense\r\n\r\n${'x'.repeat(1_000_000)}`);
  const count = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, connections) => (error ? reject(error) : resolve(connections))),
    );
  await once(socket, 'end');
  await vi.waitFor(async () => expect(await count()).toBe(0), { timeout: 20_000 });
  socket.destroy();
}, 30_000);

test('an upload has no limit here, and its client can read the answer before it has sent everything', async () => {
  const body = 'x'.repeat(1_500_000);
  const answer = await send(
    `PATCH /api/uploads/${'a'.repeat(32)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect([statusOf(answer), seen]).toEqual([401, null]);
  expect(answer).toMatch(/connection: close[\s\S]*Sign in first/i);
});

test('answers in JSON under /api', async () => {
  expect(await send(get('', '/api/viewings'))).toMatch(
    /405[\s\S]*Allow: POST, OPTIONS[\s\S]*\{"error":"This address takes POST\."\}$/,
  );
});

test('ignores a range in a HEAD request', async () => {
  await send(get('Range: bytes=0-1\r\n').replace('GET', 'HEAD'));
  expect(seen?.request.headers).not.toHaveProperty('range');
  await send(get('Range: bytes=0-1\r\n'));
  expect(seen?.request.headers).toMatchObject({ range: 'bytes=0-1' });
});

test('lets the Back button show pages of visitors from memory, but none of signed-in users', async () => {
  expect(await send(get())).toMatch(/Vary: Cookie[\s\S]*Cache-Control: private, no-cache\r\n/);
  expect(await send(get('Cookie: a=b; next-auth.session-token=x\r\n'))).toContain('no-store');
  for (const name of ['__Host-next-auth.session-token', '__Secure-next-auth.session-token.0', '__Host-outbox-key'])
    expect(await send(get(`Cookie: ${name}=x\r\n`))).toContain('no-store');
});

test('limits the time of connections, but not of uploads and live streams', () => {
  const { headersTimeout, requestTimeout, timeout, keepAliveTimeout } = server;
  expect({ headersTimeout, requestTimeout, timeout, keepAliveTimeout }).toEqual({
    headersTimeout: 20_000,
    requestTimeout: 0,
    timeout: 120_000,
    keepAliveTimeout: 130_000,
  });
});

test('answers 408 if headers do not arrive in time', async () => {
  server.close();
  server.closeAllConnections();
  const hasty = createSiteServer(
    { siteUrl: 'http://x', isTrustedProxy: () => false, isAction: () => false, isFile: () => false },
    { next: async () => {} },
  );
  hasty.headersTimeout = 50;
  // Node checks for late headers at an interval that it reads when the server begins to listen.
  Object.assign(hasty, { connectionsCheckingInterval: 20 });
  server = hasty.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await send('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ');
  expect(statusOf(answer)).toBe(408);
});
