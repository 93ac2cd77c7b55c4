import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compressAssets } from '@/bin/supervisor/compress-assets';
import { withCompressedAssets } from './assets';

const SCRIPT = 'console.log("a script of the site");';
const dir = await mkdtemp(join(tmpdir(), 'assets-'));
await mkdir(join(dir, '.next/static/chunks'), { recursive: true });
await writeFile(join(dir, '.next/static/chunks/a.js'), SCRIPT);
await writeFile(join(dir, '.next/static/chunks/a.png'), 'a picture');
await compressAssets(dir);
const answer = withCompressedAssets(dir, async (_, response) => void response.end('by Next'));
const server = createServer((request, response) => void answer(request, response));
let site: string;
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(dir, { recursive: true, force: true });
});

const get = (path: string, encoding: string, init: RequestInit = {}) =>
  fetch(`${site}${path}`, { ...init, headers: { 'Accept-Encoding': encoding, ...init.headers } });

test('a script of the build is sent as its Brotli copy, to be kept for ever', async () => {
  const response = await get('/_next/static/chunks/a.js', 'gzip, deflate, br, zstd');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/javascript; charset=UTF-8',
    'content-encoding': 'br',
    'content-length': String(brotliCompressSync(SCRIPT).length),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  expect(await response.text()).toBe(SCRIPT);
  const head = await get('/_next/static/chunks/a.js', 'br', { method: 'HEAD' });
  expect([head.headers.get('content-encoding'), await head.text()]).toEqual(['br', '']);
});

test.each([
  ['a client without Brotli', '/_next/static/chunks/a.js', 'gzip, br;q=0', {}],
  ['a range', '/_next/static/chunks/a.js', 'br', { headers: { Range: 'bytes=0-1' } }],
  ['a file without a copy', '/_next/static/chunks/a.png', 'br', {}],
  ['a copy', '/_next/static/chunks/a.js.br', 'br', {}],
  ['a page', '/', 'br', {}],
])('Next answers a request for %s', async (_, path, encoding, init) => {
  expect(await (await get(path, encoding, init)).text()).toBe('by Next');
});
