import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from './contract';
import { clip } from './testing/clips';
import { openSite, stepsOf, waitFor, type Processed } from './testing/video-site';

const folder = await mkdtemp(join(tmpdir(), 'trash-'));
const site = await openSite(await createTestDatabase());
let worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const { commands } = videoPublishing;
const timers = async () =>
  (await site.pool.query<{ id: string }>('SELECT timer_id AS id FROM runtime.timer')).rows.map(({ id }) => id);

const byOwner = ({ videoId, ownerId }: Processed) => ({
  videoId,
  userId: ownerId,
  requestedAt: new Date().toISOString(),
});
const isLast = (type: string) => (events: readonly { type: string }[]) => events.at(-1)?.type === type;

/** Uploads a clip, and moves it to the trash. */
async function deleted(): Promise<Processed> {
  const video = await site.process(await clip(folder, 'clip.mp4', '320x180', 1));
  await site.send(video.videoId, commands.DeleteVideo(byOwner(video)));
  await site.until(video.videoId, isLast('VideoDeleted'));
  await waitFor('the timer', async () => ((await timers()).some((id) => id.includes(video.videoId)) ? true : null));
  return video;
}

test('a video stays in the trash for its time, and then its files are deleted; a restored one keeps them', async () => {
  const [purged, restored] = [await deleted(), await deleted()];
  await site.send(restored.videoId, commands.RestoreVideo(byOwner(restored)));
  await waitFor('the cancelled timer', async () => ((await timers()).length === 1 ? true : null));
  expect(existsSync(join(purged.media, 'master.m3u8'))).toBe(true);

  await worker.stop();
  await site.pool.query(`UPDATE runtime.timer SET due_at = due_at - interval '31 days'`);
  worker = site.startWorker();
  const events = await site.until(purged.videoId, isLast('VideoPurged'));
  expect(stepsOf(events).slice(-2)).toEqual(['VideoDeleted', 'VideoPurged']);
  await waitFor('the deletion of its files', () =>
    existsSync(site.environment.dataPath('media', purged.videoId)) ? null : true,
  );
  expect(await readdir(site.environment.dataPath('uploads'))).toEqual([restored.uploadId]);
  expect(existsSync(join(restored.media, 'master.m3u8'))).toBe(true);
  expect(await timers()).toEqual([]);
});
