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
import { examples } from './examples';
import { clip } from './testing/clips';
import { isProcessed, openSite, waitFor, type Uploaded } from './testing/video-site';
import { videosBegunBy } from './withdrawal';

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

/** Writes identity's `AccountDeleted`, and waits until it is handled. */
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

/** Waits until all consumers have read everything, except perhaps the processing. */
async function allHandled(except = 'video-publishing-jobs'): Promise<void> {
  await waitFor('the consumers', async () => {
    const { rowCount } = await store.pool.query(
      `SELECT FROM runtime.checkpoint WHERE consumer <> $1 AND position <>
         (SELECT coalesce(max(global_position), 0) FROM message_store.messages WHERE message_store.category(stream_name) = category)`,
      [except],
    );
    return rowCount === 0 ? true : null;
  });
}

/** Returns the names of the files of an upload: its source and its media. */
async function filesOf({ videoId, uploadId }: Uploaded): Promise<string[]> {
  const uploads = (await readdir(environment.dataPath('uploads'))).filter((name) => name.startsWith(uploadId));
  const media = environment.dataPath('media', videoId);
  const made = existsSync(media) ? await readdir(media, { recursive: true, withFileTypes: true }) : [];
  return [...uploads, ...made.filter((entry) => entry.isFile()).map(({ name }) => name)];
}

async function publishVideo(ownerId: string): Promise<Uploaded> {
  const uploaded = await site.upload(await clip(folder, 'clip.mp4', '320x180', 1), { ownerId });
  await writeFile(environment.dataPath('uploads', `${uploaded.uploadId}.json`), '{}');
  const { videoId } = uploaded;
  await site.send(videoId, commands.PublishVideo({ videoId, userId: ownerId, requestedAt: new Date().toISOString() }));
  await site.until(videoId, isProcessed);
  // They come last, and their work is among the files.
  await site.stillsOf(videoId);
  return uploaded;
}

test('purges the videos and drafts of a deleted account and deletes their files once, and leaves those of others alone', async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  const [hers, his] = [await publishVideo(ada), await publishVideo(bob)];
  expect((await filesOf(hers)).length).toBeGreaterThan(3);
  const before = await filesOf(his);

  const draft = { videoId: randomUUID(), uploadId: 'a'.repeat(32), ownerId: ada };
  const { videoId } = draft;
  const at = new Date().toISOString();
  await site.send(videoId, commands.DraftVideo({ videoId, ownerId: ada, fileName: 'half.mp4', draftedAt: at }));
  await site.send(videoId, commands.PublishVideo({ videoId, userId: ada, requestedAt: at }));
  await site.until(videoId, (events) => events.some(({ type }) => type === 'PublicationRequested'));
  await writeFile(environment.dataPath('uploads', draft.uploadId), 'half of it');
  const note = JSON.stringify({ size: 20, metadata: { ownerId: ada, videoId, fileName: 'half.mp4' } });
  await writeFile(environment.dataPath('uploads', `${draft.uploadId}.json`), note);

  await deleteAccount(ada);
  expect(await typesOf(draft)).toEqual([
    'VideoDrafted',
    'PublicationRequested',
    'VideoDeleted',
    'VideoUnpublished',
    'VideoPurged',
  ]);
  expect(await filesOf(draft)).toEqual([]);
  expect((await typesOf(hers)).slice(-3)).toEqual(['VideoDeleted', 'VideoUnpublished', 'VideoPurged']);
  expect(await filesOf(hers)).toEqual([]);
  expect(await typesOf(his)).not.toContain('VideoDeleted');
  expect(await filesOf(his)).toEqual(before);

  // Redeliver the event, as after a crash before the commit.
  const commandsBefore = await store.readBatch(videoPublishing.commandStream(hers.videoId));
  await worker.stop();
  await store.pool.query(`UPDATE runtime.checkpoint SET position = 0 WHERE consumer = 'video-publishing-withdrawal'`);
  worker = site.startWorker();
  await allHandled();
  expect(await store.readBatch(videoPublishing.commandStream(hers.videoId))).toEqual(commandsBefore);
});

test('finds the videos that are only commands yet', async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  await worker.stop();
  const at = new Date().toISOString();
  const about = (ownerId: string) => ({ videoId: randomUUID(), ownerId });
  const [drafted, uploaded, duplicate, his] = [about(ada), about(ada), about(ada), about(bob)];
  const file = { uploadId: 'd'.repeat(32), fileName: 'a.mp4', bytes: 1, uploadedAt: at };
  const { data: duplicated } = examples.commands.DuplicateVideo;
  for (const command of [
    commands.DraftVideo({ ...drafted, fileName: 'a.mp4', draftedAt: at }),
    commands.ProcessVideo({ ...uploaded, ...file }),
    commands.DuplicateVideo({ ...duplicated, ...duplicate }),
    commands.DraftVideo({ ...his, fileName: 'a.mp4', draftedAt: at }),
  ])
    await store.write(videoPublishing.commandStream(command.data.videoId), command);
  const hers = [drafted, uploaded, duplicate].map(({ videoId }) => videoId);
  expect(await videosBegunBy(store, ada)).toEqual(hers.toSorted());
  worker = site.startWorker();
  await deleteAccount(ada);
  for (const videoId of hers)
    expect((await site.eventsOf(videoId)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['VideoDeleted', 'VideoPurged']),
    );
});

test('an editor’s upload to the video of another ends with the editor’s account, and a file that has arrived stays', async () => {
  const [ada, bob, videoId] = [randomUUID(), randomUUID(), randomUUID()];
  const upload = async (uploadId: string, content: string) => {
    await writeFile(environment.dataPath('uploads', uploadId), content);
    const metadata = { ownerId: ada, uploaderId: bob, videoId, fileName: 'half.mp4' };
    await writeFile(environment.dataPath('uploads', `${uploadId}.json`), JSON.stringify({ size: 20, metadata }));
    return { videoId, uploadId, ownerId: ada };
  };
  const half = await upload('b'.repeat(32), 'half of it');
  const arrived = await upload('c'.repeat(32), 'all of it'.padEnd(20));
  await deleteAccount(bob);
  expect(await filesOf(half)).toEqual([]);
  expect(await filesOf(arrived)).toHaveLength(2);
});

test('a file that is being processed leaves no media after its account is deleted', async () => {
  const uploaded = await site.upload(await clip(folder, 'long.mp4', '640x360', 30));
  await site.until(uploaded.videoId, (events) => events.some(({ type }) => type === 'VideoProbed'));
  await deleteAccount(uploaded.ownerId);
  await allHandled('');
  expect(await filesOf(uploaded)).toEqual([]);
  expect((await typesOf(uploaded)).at(-1)).toBe('VideoPurged');
});
