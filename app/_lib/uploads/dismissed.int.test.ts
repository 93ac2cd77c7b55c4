import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { creatorsVideos } from '@/workers/aggregators/creators-videos/aggregator';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { projectInto } from '@/workers/testing/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { asCreator } from './testing/as-creator';

const folder = await mkdtemp(join(tmpdir(), 'dismissed-'));
const uploads = join(folder, 'uploads');
await mkdir(uploads);
const database = await createTestDatabase();
Object.assign(process.env, { DATABASE_URL: database.url, DATA_DIR: folder, NOTIFICATIONS: 'off' });

const id = (n: number) => `10000000-0000-4000-8000-00000000000${n}`;
const [videoId, ada, bob, cleo] = [id(1), id(7), id(8), id(9)];
let asking = ada;
vi.mock('@/app/_lib/auth/signed-in', () => ({
  signedInUser: async () => ({ ...asCreator(asking), name: 'Somebody' }),
}));
const { forUploader } = await import('./access');
const { beginUpload } = await import('./begin');
const { messageStore } = await import('@/app/_lib/queries/database');

const server = createServer((request, response) => {
  const uploadId = request.url!.split('/').at(-1)!;
  void forUploader(request, response, uploadId, async () => new Response(null, { status: 204 }));
});
await new Promise<void>((resolve) => server.listen(0, resolve));
const port = (server.address() as AddressInfo).port;
afterAll(async () => {
  server.close();
  await messageStore().pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Cleo is an editor of Ada's video. Bob was one. */
beforeAll(async () => {
  const { VideoDrafted, CollaboratorAdmitted, CollaboratorDismissed } = videoPublishing.events;
  const at = '2026-03-03T08:00:00.000Z';
  const access = (n: number, collaboratorId: string) => ({
    ...{ videoId, ownerId: ada, accessId: id(n), collaboratorId, role: 'editor' as const },
  });
  await projectInto(database.url, creatorsVideos, [
    [
      videoPublishing.stream(videoId),
      VideoDrafted({ videoId, ownerId: ada, name: 'Knots', draftedAt: at }),
      CollaboratorAdmitted(access(2, bob)),
      CollaboratorAdmitted(access(3, cleo)),
      CollaboratorDismissed(access(2, bob)),
    ],
  ]);
});

/** Makes an upload to Ada's video as tus leaves it on the disk a moment after bytes have arrived. */
async function uploadOf(uploaderId: string, received = 4) {
  const uploadId = randomBytes(16).toString('hex');
  const path = join(uploads, uploadId);
  await writeFile(path, 'x'.repeat(received));
  const by = uploaderId !== ada && { uploaderId };
  const metadata = { ownerId: ada, ...by, videoId, fileName: 'a.mp4' };
  await writeFile(`${path}.json`, JSON.stringify({ id: uploadId, size: 10, offset: 0, metadata }));
  return { uploadId, path };
}

async function statusOf(uploadId: string, userId: string): Promise<number> {
  asking = userId;
  return (await fetch(`http://localhost:${port}/${uploadId}`, { method: 'HEAD' })).status;
}

async function begin(userId: string): Promise<number> {
  const text = (value: string) => Buffer.from(value).toString('base64');
  const headers = {
    ...{ 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' },
    'Upload-Metadata': `fileName ${text('b.mp4')},videoId ${text(videoId)}`,
  };
  const request = new Request('http://localhost/api/uploads', { method: 'POST', headers });
  return beginUpload(request, asCreator(userId)).then(
    ({ status }) => status,
    (error: { status: number }) => error.status,
  );
}

test('the upload of a dismissed editor is gone for them, unless it has arrived', async () => {
  const [ofCleo, unfinished, arrived] = [await uploadOf(cleo), await uploadOf(bob), await uploadOf(bob, 10)];
  expect(await statusOf(ofCleo.uploadId, cleo)).toBe(204);
  expect(await statusOf(ofCleo.uploadId, ada)).toBe(404);
  expect(existsSync(ofCleo.path)).toBe(true);
  for (const { uploadId } of [unfinished, arrived]) expect(await statusOf(uploadId, bob)).toBe(404);
  expect(existsSync(unfinished.path)).toBe(false);
  expect(existsSync(`${unfinished.path}.json`)).toBe(false);
  expect(existsSync(arrived.path)).toBe(true);
  for (const { path } of [ofCleo, arrived]) for (const end of ['', '.json']) await rm(path + end);
});

test.each([
  ['the owner', ada],
  ['another editor', cleo],
])('the upload of %s takes the place of a dismissed editor’s, and not of an editor’s', async (_who, userId) => {
  const { path } = await uploadOf(bob);
  expect(await begin(userId)).toBe(201);
  expect(existsSync(path)).toBe(false);
  await rm(uploads, { recursive: true });
  await mkdir(uploads);

  const { path: kept } = await uploadOf(userId === cleo ? ada : cleo);
  expect(await begin(userId)).toBe(409);
  expect(existsSync(kept)).toBe(true);
  await rm(uploads, { recursive: true });
  await mkdir(uploads);
});
