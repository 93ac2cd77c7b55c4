import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceMessages } from '@message-db/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { identity } from '@/workers/identity/contract';
import { videoPublishing } from './contract';
import { clip } from './testing/clips';
import { isOver, openSite, waitFor, type Uploaded } from './testing/site';

const folder = await mkdtemp(join(tmpdir(), 'withdrawal-'));
const site = await openSite(await createTestDatabase());
let worker = site.startWorker();
beforeAll(() => worker.ready);
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const { commands } = videoPublishing;
const { environment, store } = site;
const typesOf = async ({ videoId }: Uploaded) => (await site.eventsOf(videoId)).map(({ type }) => type);

/** Has identity say that somebody's account is deleted, and waits until all came of it. */
async function deleteAccount(userId: string): Promise<void> {
  const deleted = identity.events.AccountDeleted({
    userId,
    addressId: randomUUID(),
    deletedAt: new Date().toISOString(),
  });
  await store.write(identity.stream(userId), deleted);
  await announceMessages(store.pool, [identity.category]);
  await allHandled();
}

async function allHandled(): Promise<void> {
  await waitFor('all that follows', async () => {
    const { rowCount } = await store.pool.query(
      `SELECT FROM runtime.position WHERE consumer <> 'video-publishing-processing' AND position <>
         (SELECT coalesce(max(global_position), 0) FROM message_store.messages WHERE message_store.category(stream_name) = category)`,
    );
    return rowCount === 0 ? true : null;
  });
}

/** The files that there are of an upload. */
async function filesOf({ videoId, uploadId }: Uploaded): Promise<string[]> {
  const uploads = (await readdir(environment.dataPath('uploads'))).filter((name) => name.startsWith(uploadId));
  const media = environment.dataPath('media', videoId);
  const made = existsSync(media) ? await readdir(media, { recursive: true, withFileTypes: true }) : [];
  return [...uploads, ...made.filter((entry) => entry.isFile()).map(({ name }) => name)];
}

async function published(ownerId: string): Promise<Uploaded> {
  const uploaded = await site.upload(await clip(folder, 'clip.mp4', '320x180', 1), { ownerId });
  await writeFile(environment.dataPath('uploads', `${uploaded.uploadId}.json`), '{}');
  const { videoId } = uploaded;
  await site.send(videoId, commands.PublishVideo({ videoId, userId: ownerId, requestedAt: new Date().toISOString() }));
  await site.until(videoId, isOver);
  return uploaded;
}

test('what somebody published is unpublished and its files are deleted with the account, again and again the same; others’ stay', async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  const [hers, his] = [await published(ada), await published(bob)];
  expect((await filesOf(hers)).length).toBeGreaterThan(3);
  const before = await filesOf(his);

  await deleteAccount(ada);
  expect((await typesOf(hers)).at(-1)).toBe('VideoUnpublished');
  expect(await filesOf(hers)).toEqual([]);
  expect(await typesOf(his)).not.toContain('VideoUnpublished');
  expect(await filesOf(his)).toEqual(before);

  // Delivered again, as after a crash before it was committed.
  const asked = await store.readBatch(videoPublishing.commandStream(hers.videoId));
  await worker.stop();
  await store.pool.query(`UPDATE runtime.position SET position = 0 WHERE consumer = 'video-publishing-withdrawal'`);
  worker = site.startWorker();
  await allHandled();
  expect(await store.readBatch(videoPublishing.commandStream(hers.videoId))).toEqual(asked);
});

test('nothing is made of a file that was being processed', async () => {
  const uploaded = await site.upload(await clip(folder, 'long.mp4', '640x360', 30));
  await site.until(uploaded.videoId, (events) => events.some(({ type }) => type === 'VideoProbed'));
  await deleteAccount(uploaded.ownerId);
  await site.until(uploaded.videoId, isOver);
  expect(await filesOf(uploaded)).toEqual([]);
});
