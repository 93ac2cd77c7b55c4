import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { FinishedPage } from './finished-page';
import { sendMoved, sendPage } from './send-page';

const text = 'A page, '.repeat(100);
const page = new FinishedPage({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-cache',
    vary: 'rsc, Cookie',
    link: ['</a.css>; rel=preload', '</b.css>; rel=preload'],
  },
  body: Buffer.from(text),
  topics: new Set(['home']),
  changesAt: Infinity,
});
const server = createServer((request, response) => void sendPage(request, response, page)).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
afterAll(() => void server.close());

/** `fetch` would decode the body. */
async function ask(headers: Record<string, string>, method = 'GET') {
  const request = get({ port, host: '127.0.0.1', headers, method });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

test.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ['zstd', undefined, (body: Buffer) => body],
  ['', undefined, (body: Buffer) => body],
  ['identity;q=0', undefined, (body: Buffer) => body],
])('a client that accepts %j gets %s, again and again', async (accepted, encoding, decode) => {
  for (let n = 0; n < 3; n += 1) {
    const { status, headers, body } = await ask({ 'accept-encoding': accepted });
    expect([status, headers['content-encoding'], decode(body).toString()]).toEqual([200, encoding, text]);
    expect(headers).toMatchObject({
      'content-length': String(body.length),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-cache',
      vary: 'rsc, Cookie, Accept-Encoding',
      link: '</a.css>; rel=preload, </b.css>; rel=preload',
      etag: page.etag,
    });
  }
});

test('HEAD gives the headers of a GET', async () => {
  const { headers, body } = await ask({ 'accept-encoding': 'gzip' }, 'HEAD');
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', etag: page.etag });
  expect([Number(headers['content-length']) > 0, body.length]).toEqual([true, 0]);
});

test('a client that has the page gets no body, and the headers that its copy needs', async () => {
  const { status, headers, body } = await ask({ 'if-none-match': page.etag });
  expect([status, body.length]).toEqual([304, 0]);
  expect(headers).toMatchObject({ etag: page.etag, vary: 'rsc, Cookie, Accept-Encoding' });
  expect([headers['content-type'], headers['content-length']]).toEqual([undefined, undefined]);
});

test.each([
  ['/watch/1', '/watch/1/knots'],
  ['/watch/1/old?t=83&series=2', '/watch/1/knots?t=83&series=2'],
  ['/watch/1?q=what?', '/watch/1/knots?q=what?'],
])('%s leads to the address of the page with its whole query', async (asked, expected) => {
  const moved = { ...page.rendered, status: 308, headers: { location: '/watch/1/knots?series=2' } };
  const mover = createServer((request, response) => void sendMoved(request, response, new FinishedPage(moved)));
  await once(mover.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(mover.address() as AddressInfo).port}${asked}`;
  const { status, headers } = await fetch(url, { redirect: 'manual' });
  mover.close();
  expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([308, expected, 'no-cache']);
});
