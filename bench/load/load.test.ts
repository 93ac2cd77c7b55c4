import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { requestText } from './connection';
import { apply, type LoadResult } from './load';

const REQUESTS = 40;

/** Sends two different requests in turn, over three connections, to a server. */
async function loadOf(listener: RequestListener): Promise<LoadResult> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  try {
    const requests = [
      { text: requestText('GET', '/page', address), status: 200, contains: ['right'], mayBeRefused: true },
      { text: requestText('POST', '/report', address, { Cookie: 'a=b' }, '{"é":1}'), status: 202 },
    ];
    return await apply({ ...address, connections: 3, durationMs: Infinity, requests }, () => count >= REQUESTS);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Answers as the load expects, except that `page` answers the page. */
const answering =
  (page: RequestListener): RequestListener =>
  (request, response) => {
    if (request.url === '/page') return page(request, response);
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const isRight = request.method === 'POST' && request.headers.cookie === 'a=b' && body === '{"é":1}';
      response.writeHead(isRight ? 202 : 400).end();
    });
  };

test('counts right responses, plain, compressed and in chunks, and their bytes', async () => {
  let requests = 0;
  const { answered, statuses, wrong, errors, bodyBytes, rate, whole } = await loadOf(
    answering((_request, response) => {
      requests += 1;
      if (requests % 3 === 0) return response.end('right');
      if (requests % 3 === 1) return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('right'));
      response.write('ri');
      response.end('ght');
    }),
  );
  expect({ wrong, errors }).toEqual({ wrong: 0, errors: {} });
  expect(statuses).toEqual({ 200: requests, 202: answered - requests });
  expect(answered).toBeGreaterThanOrEqual(REQUESTS);
  expect(bodyBytes).toBeGreaterThanOrEqual(5 * requests);
  expect(rate).toBeGreaterThan(0);
  expect(whole.p99).toBeGreaterThanOrEqual(whole.p50);
});

test('counts wrong statuses and bodies', async () => {
  const body = await loadOf(answering((_request, response) => response.end('old')));
  expect(body).toMatchObject({ wrong: body.statuses[200], firstWrong: 'no “right” in the body' });
  const status = await loadOf(answering((_request, response) => response.writeHead(503).end('right')));
  expect(status).toMatchObject({ wrong: status.statuses[503], firstWrong: 'status 503 instead of 200' });
});

test('counts refusals that may be, if they say when to come back', async () => {
  let requests = 0;
  const { answered, refused, wrong, firstWrong } = await loadOf(
    answering((_request, response) => {
      requests += 1;
      if (requests % 3 === 1) return response.end('right');
      response.writeHead(503, requests % 3 === 2 ? { 'Retry-After': '2' } : {}).end();
    }),
  );
  expect([refused, wrong]).toEqual([Math.floor((requests + 1) / 3), Math.floor(requests / 3)]);
  expect(answered).toBeGreaterThan(refused);
  expect(firstWrong).toBe('status 503 instead of 200');
});

test('counts lost connections, and connects again', async () => {
  let requests = 0;
  const { errors, statuses, wrong } = await loadOf(
    answering((request, response) => {
      requests += 1;
      if (requests === 1) return request.socket.destroy();
      response.setHeader('Connection', requests % 2 === 0 ? 'close' : 'keep-alive').end('right');
    }),
  );
  expect(Object.values(errors)).toEqual([1]);
  expect(wrong).toBe(0);
  expect(statuses[200]).toBe(requests - 1);
});
