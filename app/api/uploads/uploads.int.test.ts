import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Outcome } from '@/app/_lib/commands/await-trace';
import { ada, bob, sessionCookieOf, startTestApplication } from '@/app/_lib/testing/test-application';
import type { TestApplication } from '@/app/_lib/testing/test-application';
import type { Served } from '@/app/_server/testing/serve-site';
import { videoPublishing } from '@/workers/video-publishing/contract';

/** Uploads over HTTP, as the application's server answers them. */
vi.mock('@/app/_lib/commands/await-trace', () => ({
  awaitTrace: async (traceId: string) => ({ status: 'done', traceId }) satisfies Outcome,
}));
const folder = await mkdtemp(join(tmpdir(), 'uploads-'));
process.env['DATA_DIR'] = folder;
let application: TestApplication;
let site: Served;
beforeAll(async () => {
  application = await startTestApplication();
  site = await (await import('@/app/_server/testing/serve-site')).serveSite();
});
afterAll(async () => {
  await site.close();
  await application.stop();
  await rm(folder, { recursive: true, force: true });
});

const TUS = { 'Tus-Resumable': '1.0.0' };
const headersOf = async (userId: string, more: Record<string, string> = {}) => ({
  ...TUS,
  Cookie: `other=1; next-auth.session-token=${await sessionCookieOf(userId)}`,
  ...more,
});
const patchAt = (offset: number) => ({
  'Content-Type': 'application/offset+octet-stream',
  'Upload-Offset': String(offset),
});

/** Begins an upload of Ada's. @returns its address and its id. */
async function begin(bytes: number): Promise<{ path: string; uploadId: string }> {
  const headers = await headersOf(ada, { 'Upload-Length': String(bytes) });
  const response = await site.fetch('/api/uploads', { method: 'POST', headers });
  expect([response.status, response.headers.get('x-content-type-options')]).toEqual([201, 'nosniff']);
  const path = response.headers.get('location')!;
  return { path, uploadId: path.split('/').at(-1)! };
}

async function offsetOf(path: string, userId = ada): Promise<string | number> {
  const response = await site.fetch(path, { method: 'HEAD', headers: await headersOf(userId) });
  return response.headers.get('upload-offset') ?? response.status;
}

test('an upload that was interrupted continues where it stopped, and becomes one command', async () => {
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  const { path, uploadId } = await begin(content.length);
  const headers = await headersOf(ada, { ...patchAt(0), 'Content-Length': String(content.length) });
  const broken = ask({ host: '127.0.0.1', port: site.port, path, method: 'PATCH', headers });
  broken.on('error', () => {});
  broken.write(content.subarray(0, 100_000));
  const stored = join(folder, 'uploads', uploadId);
  await vi.waitFor(async () => expect((await readFile(stored)).length).toBeGreaterThan(0), 60_000);
  const closed = new Promise((resolve) => broken.once('close', resolve));
  broken.destroy();
  await closed;

  const early = await site.fetch(`${path}/completion`, { method: 'POST', headers: await headersOf(ada) });
  expect([early.status, await early.json()]).toMatchObject([409, { reason: 'incomplete' }]);
  const offset = Number(await offsetOf(path));
  const rest = { method: 'PATCH', headers: await headersOf(ada, patchAt(offset)), body: content.subarray(offset) };
  const response = await site.fetch(path, rest);
  expect([response.status, response.headers.get('upload-offset')]).toEqual([204, String(content.length)]);
  expect((await readFile(stored)).equals(content)).toBe(true);

  for (const _ of [1, 2]) {
    const completion = await site.fetch(`${path}/completion`, { method: 'POST', headers: await headersOf(ada) });
    expect([completion.status, await completion.json()]).toMatchObject([200, { status: 'done' }]);
  }
  const commands = (await application.commands(videoPublishing)).filter(({ data }) =>
    JSON.stringify(data).includes(uploadId),
  );
  expect(commands).toMatchObject([{ type: 'ProcessVideo', data: { ownerId: ada, bytes: content.length } }]);
});

test('only its owner knows of an upload, and only from a page of theirs', async () => {
  const { path } = await begin(10);
  expect([await offsetOf(path), await offsetOf(path, bob)]).toEqual(['0', 404]);
  const stamped = await headersOf(ada, { 'X-Page-Stamp': 'somebody.build' });
  expect((await site.fetch(path, { method: 'DELETE', headers: stamped })).status).toBe(403);
  expect((await site.fetch(path, { method: 'DELETE', headers: TUS })).status).toBe(401);
  expect((await site.fetch(path, { method: 'DELETE', headers: await headersOf(ada) })).status).toBe(204);
  expect(await offsetOf(path)).toBe(404);
});

test('anybody may ask what the server supports', async () => {
  const response = await site.fetch('/api/uploads', { method: 'OPTIONS' });
  expect([response.status, response.headers.get('tus-extension')]).toEqual([204, 'creation,termination']);
});

test('a client that sends more than the upload has can read why, though it is still sending', async () => {
  const { path } = await begin(10);
  const headers = await headersOf(ada, patchAt(0));
  const response = await site.fetch(path, { method: 'PATCH', headers, body: Buffer.alloc(4_000_000) });
  expect([response.status, await response.json()]).toMatchObject([413, { reason: 'too-many-bytes' }]);
  expect(response.headers.get('connection')).toBe('close');
});
