import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Outcome } from '@/app/_lib/commands/await-trace';
import {
  ada,
  bob,
  bread,
  dan,
  eve,
  knots,
  sails,
  sessionCookieOf,
  startTestApplication,
  vic,
} from '@/app/_lib/testing/test-application';
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

interface Chosen {
  name: string;
  lastModified?: string;
  videoId?: string;
}

/** Chooses a file of ten bytes, as the studio's pages send it. */
async function choose({ name: filename, ...metadata }: Chosen, userId = ada) {
  const pairs = Object.entries({ filename, lastModified: '1767000000000', ...metadata });
  const header = pairs.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
  const headers = await headersOf(userId, { 'Upload-Length': '10', 'Upload-Metadata': header });
  const response = await site.fetch('/api/uploads', { method: 'POST', headers });
  const of = (name: string) => response.headers.get(name);
  return { status: response.status, path: of('location')!, videoId: of('video-id')!, traceId: of('video-trace') };
}

async function unfinished(userId: string): Promise<{ videoId: string }[]> {
  const response = await site.fetch('/api/uploads', { headers: await headersOf(userId) });
  return ((await response.json()) as { uploads: { videoId: string }[] }).uploads;
}

test('an upload makes the draft of its video when it begins, and its owner sees how far it is', async () => {
  const { status, path, videoId, traceId } = await choose({ name: '2_knots.mp4' });
  expect(status).toBe(201);
  const commands = await application.commands(videoPublishing);
  expect(commands.find(({ id }) => id === traceId)).toMatchObject({
    type: 'DraftVideo',
    streamName: videoPublishing.commandStream(videoId),
    data: { videoId, ownerId: ada, fileName: '2_knots.mp4' },
    metadata: { userId: ada },
  });
  await site.fetch(path, { method: 'PATCH', headers: await headersOf(ada, patchAt(0)), body: 'half ' });
  const uploadId = path.split('/').at(-1);
  const seen = { uploadId, videoId, fileName: '2_knots.mp4', received: 5, bytes: 10, isMoving: false };
  expect(await unfinished(ada)).toContainEqual(seen);
  expect(await unfinished(bob)).toEqual([]);
});

test('the same file continues its upload, in any browser of the same person', async () => {
  const first = await choose({ name: 'same.mp4' });
  const again = await choose({ name: 'same.mp4' });
  expect(again).toEqual({ ...first, status: 200, traceId: null });
  const others = [
    await choose({ name: 'same.mp4', lastModified: '1767000000001' }),
    await choose({ name: 'other.mp4' }),
    await choose({ name: 'same.mp4' }, bob),
  ];
  expect(others.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set([first, ...others].map(({ videoId }) => videoId)).size).toBe(4);
});

test('a file is taken for a video of one’s own, a published one too, and for no other', async () => {
  for (const videoId of [knots, bread, '10000000-0000-4000-8000-0000000000ff'])
    expect((await choose({ name: 'new.mp4', videoId })).status, videoId).toBe(videoId === knots ? 201 : 404);
});

test('the deletion of an upload discards its draft only if the page asks for it', async () => {
  const discards = async () =>
    (await application.commands(videoPublishing)).flatMap(({ type, data }) => (type === 'DiscardDraft' ? [data] : []));
  for (const [header, expected] of [
    [{}, []],
    [{ 'Discard-Draft': 'yes' }, [{ userId: ada, videoId: expect.any(String) }]],
  ] as const) {
    const { path } = await begin(10);
    const deletion = { method: 'DELETE', headers: await headersOf(ada, header) };
    expect((await site.fetch(path, deletion)).status).toBe(204);
    expect(await discards()).toEqual(expected);
  }
});

test('pages can ask how far one’s own videos are', async () => {
  const address = `/api/studio/videos?video=${knots}&video=${bread}&video=nonsense`;
  const of = async (userId: string) => (await site.fetch(address, { headers: await headersOf(userId) })).json();
  expect(await of(ada)).toEqual({ videos: [expect.objectContaining({ videoId: knots, publication: 'published' })] });
  expect(await of(bob)).toEqual({ videos: [expect.objectContaining({ videoId: bread })] });
  expect((await site.fetch(address)).status).toBe(401);
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

test('the form of a poster tells people that they are signed out: a script by JSON, a browser by the page', async () => {
  const post = async (Accept: string) => {
    const request = { method: 'POST', headers: { Accept }, body: new FormData(), redirect: 'manual' } as const;
    return site.fetch(`/api/posters/${bread}`, request);
  };
  const script = await post('application/json');
  expect([script.status, await script.json()]).toEqual([401, { error: expect.stringContaining('signed out') }]);
  const browser = await post('text/html');
  expect([browser.status, browser.headers.get('location')]).toMatchObject([
    303,
    expect.stringContaining('/sign-in?next='),
  ]);
});

test.each([
  ['deleted', 'deleted'],
  ['unavailable', 'unavailable'],
  ['busy', 'unavailable'],
])('a picture that is rejected as %s is answered with %s', async (reason, notice) => {
  const { addPicture } = await import('@/app/_lib/uploads/picture-form');
  const name = `media/${bread}/poster-x/original`;
  const outcome = { status: 'rejected', traceId: 'any', rejection: { reason } } as const;
  expect(await addPicture(name, Buffer.from('picture'), async () => outcome)).toBe(notice);
});

test('an editor replaces the file of a video, which stays its owner’s; nobody else does', async () => {
  const file = { name: 'sails-2.mp4', videoId: sails };
  for (const userId of [vic, dan, bob]) expect((await choose(file, userId)).status).toBe(404);
  // Another video of the same owner.
  expect((await choose({ ...file, videoId: knots }, eve)).status).toBe(404);

  const { status, path } = await choose(file, eve);
  expect(status).toBe(201);
  expect(await offsetOf(path, eve)).toBe('0');
  for (const userId of [ada, vic, dan]) expect(await offsetOf(path, userId)).toBe(404);
  expect(await unfinished(eve)).toMatchObject([{ videoId: sails }]);
  await site.fetch(path, { method: 'PATCH', headers: await headersOf(eve, patchAt(0)), body: 'ten bytes!' });
  const completion = await site.fetch(`${path}/completion`, { method: 'POST', headers: await headersOf(eve) });
  expect(completion.status).toBe(200);
  const command = (await application.commands(videoPublishing)).findLast(({ type }) => type === 'ProcessVideo');
  expect(command).toMatchObject({
    ...{ data: { videoId: sails, ownerId: ada, userId: eve, bytes: 10 }, metadata: { userId: eve } },
  });
});
