import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { clip } from './testing/clips';
import { dataOf, openSite, waitFor } from './testing/video-site';

const folder = await mkdtemp(join(tmpdir(), 'replacement-'));
const site = await openSite(await createTestDatabase());
let worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test('a new file is made beside the old one, takes its place when it is complete, and a broken one leaves no trace', async () => {
  const old = await site.process(await clip(folder, 'old.mp4', '320x180', 1));
  const { videoId, ownerId } = old;
  const uploads = () => readdir(site.environment.dataPath('uploads'));
  const media = () => readdir(site.environment.dataPath('media', videoId));

  const text = join(folder, 'broken.mp4');
  await writeFile(text, 'no video');
  await site.upload(text, { videoId, ownerId });
  const failed = await site.until(videoId, (events) => dataOf(events, 'ReplacementFailed').length > 0);
  expect(dataOf(failed, 'ReplacementFailed')[0]?.reason).toBe('not-a-video');
  await waitFor('the end of the broken file', async () => ((await uploads()).length === 1 ? true : null));
  expect(existsSync(join(old.media, 'master.m3u8'))).toBe(true);

  const next = await site.upload(await clip(folder, 'new.mp4', '640x360', 2), { videoId, ownerId });
  const events = await site.until(videoId, (past) => dataOf(past, 'FileReplaced').length > 0);
  expect(dataOf(events, 'FileReplaced')).toMatchObject([
    { uploadId: next.uploadId, replacedUploadId: old.uploadId, width: 640, height: 360, renditions: [{ height: 360 }] },
  ]);
  expect((await media()).toSorted()).toEqual([old.uploadId, next.uploadId].toSorted());

  await waitFor('the timer', async () =>
    (await site.pool.query('SELECT FROM runtime.timer')).rowCount === 1 ? true : null,
  );
  await worker.stop();
  await site.pool.query(`UPDATE runtime.timer SET due_at = due_at - interval '25 hours'`);
  worker = site.startWorker();
  await site.until(videoId, (past) => dataOf(past, 'ReplacedFileDropped').length > 0);
  await waitFor('the end of the old file', async () => ((await media()).length === 1 ? true : null));
  expect(await media()).toEqual([next.uploadId]);
  expect(await uploads()).toEqual([next.uploadId]);
});
