import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMessageStore, createPool } from '@message-db/client';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from '@/workers/video-publishing/contract';

const NOBODY_LISTENS = 'postgres://nobody@127.0.0.1:1/nothing';
const folder = await mkdtemp(join(tmpdir(), 'posting-'));
const uploads = join(folder, 'uploads');
await mkdir(uploads);
const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);

type Kept = typeof globalThis & { videoTutorials?: Map<string, unknown> };

/** Loads the application's modules in a process with this database. */
async function application(databaseUrl: string) {
  (globalThis as Kept).videoTutorials = undefined;
  vi.resetModules();
  Object.assign(process.env, { DATABASE_URL: databaseUrl, DATA_DIR: folder, NOTIFICATIONS: 'off' });
  const [{ findUpload, listUploads }, posting, { messageStore }] = await Promise.all([
    import('./stored-upload'),
    import('./posting'),
    import('@/app/_lib/queries/database'),
  ]);
  return { findUpload, listUploads, ...posting, close: () => messageStore().pool.end() };
}

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterAll(async () => {
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Makes an upload as tus leaves it on the disk. */
async function upload({ received = 10, daysAgo = 0 } = {}) {
  const uploadId = randomBytes(16).toString('hex');
  const [ownerId, videoId] = [randomUUID(), randomUUID()];
  const path = join(uploads, uploadId);
  await writeFile(path, 'x'.repeat(received));
  const at = new Date(Date.now() - daysAgo * 24 * 3600_000);
  await utimes(path, at, at);
  const note = {
    id: uploadId,
    size: 10,
    offset: 0,
    metadata: { ownerId, videoId, fileName: 'a.mp4' },
    creation_date: at.toISOString(),
  };
  await writeFile(`${path}.json`, JSON.stringify(note));
  const commands = () => store.readBatch(videoPublishing.commandStream(videoId));
  return { uploadId, ownerId, videoId, path, commands };
}

test('posts a finished upload later, and once, if its command could not be written', async () => {
  const { uploadId, ownerId, path, commands } = await upload();
  const without = await application(NOBODY_LISTENS);
  const stored = await without.findUpload(uploadId);
  if (!stored) throw new Error('The upload is not there');
  await expect(without.postUpload(stored)).rejects.toThrow();
  expect(await without.postUploadAndWait(stored)).toMatchObject({
    status: 'rejected',
    rejection: { reason: 'unavailable' },
  });
  await without.close();
  expect(existsSync(`${path}.posted`)).toBe(false);

  const site = await application(database.url);
  site.maintainUploads();
  await eventually(() => expect(existsSync(`${path}.posted`)).toBe(true));
  await site.postUpload(stored);
  expect(await site.postUploadAndWait(stored)).toMatchObject({ status: 'queued' });
  expect(await commands()).toMatchObject([
    { type: 'ProcessVideo', data: { uploadId, ownerId, bytes: 10 }, metadata: { userId: ownerId } },
  ]);
  await site.close();
});

test('does not post an upload again, even without its mark and with a touched file', async () => {
  const { uploadId, path, commands } = await upload();
  const site = await application(database.url);
  const post = async () => {
    const stored = await site.findUpload(uploadId);
    if (stored) await site.postUpload(stored);
  };
  await post();
  await rm(`${path}.posted`);
  await utimes(path, new Date(), new Date(Date.now() + 5_000));
  await post();
  expect(existsSync(`${path}.posted`)).toBe(true);
  expect(await commands()).toHaveLength(1);
  await site.close();
});

test('deletes an upload abandoned for a week, and keeps a younger or finished one', async () => {
  const abandoned = await upload({ received: 4, daysAgo: 8 });
  const resting = await upload({ received: 4, daysAgo: 6 });
  const finished = await upload({ daysAgo: 8 });
  await writeFile(join(uploads, `${'0'.repeat(32)}.json`), 'torn');
  await writeFile(join(uploads, '0'.repeat(32)), '');
  const site = await application(database.url);
  site.maintainUploads();
  await eventually(() => {
    expect(existsSync(abandoned.path)).toBe(false);
    expect(existsSync(`${abandoned.path}.json`)).toBe(false);
    expect(existsSync(`${finished.path}.posted`)).toBe(true);
  });
  expect(existsSync(resting.path)).toBe(true);
  expect(await resting.commands()).toHaveLength(0);
  expect(existsSync(finished.path)).toBe(true);
  expect(await finished.commands()).toHaveLength(1);
  await site.close();
});

test('an upload that a worker is still storing is checked again until it is complete', async () => {
  const site = await application(database.url);
  const { uploadId, path } = await upload({ received: 0 });
  await writeFile(`${path}.posted`, '');
  const received = async () => (await site.listUploads()).find((each) => each.uploadId === uploadId)?.received;
  expect(await received()).toBe(0);
  await writeFile(path, 'x'.repeat(10));
  expect(await received()).toBe(10);
  await site.close();
});
