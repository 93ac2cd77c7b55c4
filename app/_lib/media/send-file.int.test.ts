import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { serveHandler } from '@/app/_server/testing/serve-site';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { FileGoneError, type FileInfo } from '@/storage/storage';
import { sendFile } from './send-file';

const folder = await mkdtemp(join(tmpdir(), 'media-'));
const path = join(folder, 'segment.m4s');
await writeFile(path, '0123456789');
afterAll(() => rm(folder, { recursive: true, force: true }));

const about: Parameters<typeof sendFile>[4] = { contentType: 'video/iso.segment', cacheControl: 'public, max-age=60' };
const storage = new DiskStorage(folder);
let served = path;
const server = await serveHandler(async (request, response) => {
  if (!(await sendFile(request, response, storage, basename(served), about)))
    response.writeHead(404).end('no such file');
});
afterAll(() => server.close());

async function fetchFile(headers: Record<string, string> = {}, method = 'GET', file = path): Promise<Response> {
  served = file;
  return server.fetch('/', { method, headers });
}

test('the whole file comes with headers for caches', async () => {
  const response = await fetchFile();
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('0123456789');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'video/iso.segment',
    'content-length': '10',
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=60',
  });
});

test('a file to be saved comes with its name', async () => {
  about.disposition = 'attachment; filename="a.mp4"';
  for (const headers of [{ Accept: '*/*' }, { Range: 'bytes=1-' }] as Record<string, string>[])
    expect((await fetchFile(headers)).headers.get('content-disposition')).toBe(about.disposition);
  delete about.disposition;
  expect((await fetchFile()).headers.get('content-disposition')).toBeNull();
});

test('a range of a file comes with headers for caches', async () => {
  const response = await fetchFile({ Range: 'bytes=2-5' });
  expect(response.status).toBe(206);
  expect(await response.text()).toBe('2345');
  expect(response.headers.get('content-range')).toBe('bytes 2-5/10');
  expect(response.headers.get('content-length')).toBe('4');
});

test('a range outside of the file is refused', async () => {
  const response = await fetchFile({ Range: 'bytes=10-' });
  expect(response.status).toBe(416);
  expect(response.headers.get('content-range')).toBe('bytes */10');
});

test.each([10, 9_000_000])('a file of %i bytes that S3 has deleted since it was found is no file', async (bytes) => {
  const find = vi.spyOn(storage, 'find').mockImplementation(async (name) => ({ ...info, name, bytes }));
  const info: FileInfo = { name: '', bytes, changedAt: Date.now(), version: `gone ${bytes}` };
  const gone = () => Promise.reject(new FileGoneError('A file was deleted while it was read'));
  const open = vi.spyOn(storage, 'open').mockImplementation(async (file) => ({
    info: file,
    read: gone,
    async *chunks() {
      yield await gone();
    },
    async close() {},
  }));
  const response = await fetchFile();
  expect([response.status, await response.text()]).toEqual([404, 'no such file']);
  find.mockRestore();
  open.mockRestore();
});

test('a client that has the file gets it again only if it changed', async () => {
  const etag = (await fetchFile()).headers.get('etag') as string;
  expect((await fetchFile({ 'If-None-Match': etag })).status).toBe(304);
  expect((await fetchFile({ 'If-None-Match': `"other", W/${etag}` })).status).toBe(304);
  expect((await fetchFile({ 'If-None-Match': '"other"' })).status).toBe(200);
  expect((await fetchFile({ 'If-Range': etag, Range: 'bytes=0-1' })).status).toBe(206);
  expect((await fetchFile({ 'If-Range': '"other"', Range: 'bytes=0-1' })).status).toBe(200);
});

test('applies If-Modified-Since when there is no ETag', async () => {
  const modified = (await fetchFile()).headers.get('last-modified') as string;
  const [before, after] = [-60_000, 60_000].map((ms) => new Date(Date.parse(modified) + ms).toUTCString()) as [
    string,
    string,
  ];
  expect((await fetchFile({ 'If-Modified-Since': modified })).status).toBe(304);
  expect((await fetchFile({ 'If-Modified-Since': after })).status).toBe(304);
  expect((await fetchFile({ 'If-Modified-Since': before })).status).toBe(200);
  expect((await fetchFile({ 'If-Modified-Since': 'yesterday' })).status).toBe(200);
  expect((await fetchFile({ 'If-Modified-Since': after, 'If-None-Match': '"other"' })).status).toBe(200);
  expect((await fetchFile({ 'If-Unmodified-Since': before })).status).toBe(412);
  expect((await fetchFile({ 'If-Unmodified-Since': modified })).status).toBe(200);
  expect((await fetchFile({ 'If-Range': modified, Range: 'bytes=0-1' })).status).toBe(206);
  expect((await fetchFile({ 'If-Range': before, Range: 'bytes=0-1' })).status).toBe(200);
});

test('a file that changed at the very end of a second matches its own date', async () => {
  const late = join(folder, 'late.m4s');
  await writeFile(late, '0123456789');
  await utimes(late, 1_795_000_000.9997, 1_795_000_000.9997);
  const modified = (await fetchFile({}, 'GET', late)).headers.get('last-modified') as string;
  expect((await fetchFile({ 'If-Modified-Since': modified }, 'GET', late)).status).toBe(304);
  expect((await fetchFile({ 'If-Range': modified, Range: 'bytes=0-1' }, 'GET', late)).status).toBe(206);
});

test('If-Match fails for an unknown tag', async () => {
  const etag = (await fetchFile()).headers.get('etag') as string;
  expect((await fetchFile({ 'If-Match': '"other"' })).status).toBe(412);
  expect((await fetchFile({ 'If-Match': `W/${etag}` })).status).toBe(412);
  expect(
    (await fetchFile({ 'If-Match': `"other", ${etag}`, 'If-Unmodified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' }))
      .status,
  ).toBe(200);
  expect((await fetchFile({ 'If-Match': '*', 'If-None-Match': '*' })).status).toBe(304);
});

test.each([
  ['bytes=-3', 206, 'bytes 7-9/10'],
  ['bytes=-30', 206, 'bytes 0-9/10'],
  ['bytes=-0', 416, 'bytes */10'],
  ['bytes=9-', 206, 'bytes 9-9/10'],
  ['bytes=0-99999999999999999999', 206, 'bytes 0-9/10'],
  ['bytes=99999999999999999999-', 416, 'bytes */10'],
  ['Bytes=0-1', 206, 'bytes 0-1/10'],
  ['bytes=5-2', 200, null],
  ['bytes=0-1,4-5', 200, null],
  ['lines=0-1', 200, null],
  ['bytes=', 200, null],
])('the range %s leads to %i', async (range, status, contentRange) => {
  const response = await fetchFile({ Range: range });
  expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange]);
  expect((await fetchFile({ Range: range }, 'HEAD')).status, 'HEAD has no ranges').toBe(200);
});

test('HEAD returns only the headers', async () => {
  const response = await fetchFile({}, 'HEAD');
  expect(response.headers.get('content-length')).toBe('10');
  expect(await response.text()).toBe('');
});

test('folders and missing files are not served', async () => {
  for (const file of [folder, join(folder, 'nothing.jpg'), join(path, 'inside.jpg')])
    expect(await (await fetchFile({}, 'GET', file)).text()).toBe('no such file');
});

test('a file arrives whole, also after a change, and closes when a client that reads slowly has gone', async () => {
  const large = join(folder, 'large.m4s');
  const content = Buffer.from(Array.from({ length: 1_000_003 }, (_, index) => index % 251));
  await writeFile(large, content);
  expect(Buffer.from(await (await fetchFile({}, 'GET', large)).arrayBuffer()).equals(content)).toBe(true);
  const part = await (await fetchFile({ Range: 'bytes=262143-524290' }, 'GET', large)).arrayBuffer();
  expect(Buffer.from(part).equals(content.subarray(262_143, 524_291))).toBe(true);

  await writeFile(large, content.fill(7));
  expect(Buffer.from(await (await fetchFile({}, 'GET', large)).arrayBuffer()).equals(content)).toBe(true);

  await writeFile(large, Buffer.alloc(64 * 1024 ** 2));
  const aborting = new AbortController();
  const response = await server.fetch('/', { signal: aborting.signal });
  expect(response.headers.get('content-length')).toBe(String(64 * 1024 ** 2));
  aborting.abort();
  if (process.platform !== 'linux') return;
  const openFiles = () =>
    readdirSync('/proc/self/fd').map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return null; // It was closed meanwhile.
      }
    });
  await vi.waitFor(() => expect(openFiles()).not.toContain(large), { timeout: 60_000 });
});
