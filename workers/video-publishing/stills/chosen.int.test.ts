import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing, type PosterSource } from '../contract';
import { clip, make } from '../testing/clips';
import { openSite, waitFor } from '../testing/video-site';

const folder = await mkdtemp(join(tmpdir(), 'posters-'));
const site = await openSite(await createTestDatabase());
const worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const { ChoosePoster, DeleteForEver, DeleteVideo, ResetPoster } = videoPublishing.commands;
const requestedAt = new Date().toISOString();

test('posters are made of frames and pictures, and nothing of those that are not shown any more is left', async () => {
  const { videoId, uploadId, ownerId, media } = await site.process(await clip(folder, 'film.mp4', '320x180', 3));
  const stills = await site.stillsOf(videoId);
  expect(stills).toMatchObject({ uploadId, hasStoryboard: true, posterWidths: [320] });
  expect(stills.proposals).toHaveLength(3);
  expect(await readdir(join(media, 'stills'))).toContain('proposal-3.jpg');

  const folderOf = (posterId: string) => site.environment.dataPath('media', videoId, posterId);
  const choose = async (source: PosterSource, file?: string) => {
    const posterId = `poster-${randomUUID()}`;
    if (file !== undefined) {
      await mkdir(folderOf(posterId), { recursive: true });
      await copyFile(file, join(folderOf(posterId), 'original'));
    }
    await site.send(videoId, ChoosePoster({ videoId, userId: ownerId, posterId, source, requestedAt }));
    const past = await site.until(videoId, (all) =>
      all.some(
        ({ type, data }) => /Poster(Shown|Failed)/.test(type) && 'posterId' in data && data.posterId === posterId,
      ),
    );
    return { posterId, last: past.at(-1)!.data };
  };
  const gone = (posterId: string) => waitFor('the files to go', () => (existsSync(folderOf(posterId)) ? null : true));

  const frame = await choose({ kind: 'frame', uploadId, seconds: 1.5 });
  expect(frame.last).toMatchObject({ widths: [320], userId: ownerId });
  expect((await readdir(folderOf(frame.posterId))).toSorted()).toEqual(['poster.jpg', 'posters']);

  const broken = await choose(
    { kind: 'picture' },
    await make(folder, 'small.png', ['-f', 'lavfi', '-i', 'color=s=320x180', '-frames:v', '1']),
  );
  expect(broken.last).toMatchObject({ reason: 'too-small' });
  await gone(broken.posterId);

  const large = await make(folder, 'large.png', ['-f', 'lavfi', '-i', 'testsrc=s=2000x1500', '-frames:v', '1']);
  const picture = await choose({ kind: 'picture' }, large);
  expect(picture.last).toMatchObject({ replaced: frame.posterId, widths: [320, 640, 960, 1280] });
  expect(await sharp(join(folderOf(picture.posterId), 'poster.jpg')).metadata()).toMatchObject({
    width: 1280,
    height: 960,
  });
  expect((await readdir(folderOf(picture.posterId))).toSorted()).toEqual(['poster.jpg', 'posters']);
  await gone(frame.posterId);

  await site.send(videoId, ResetPoster({ videoId, userId: ownerId, requestedAt }));
  await gone(picture.posterId);

  const again = await choose({ kind: 'frame', uploadId, seconds: 0 });
  await site.send(videoId, DeleteVideo({ videoId, userId: ownerId, requestedAt }));
  await site.send(videoId, DeleteForEver({ videoId, userId: ownerId }));
  await gone(again.posterId);
  await waitFor('the video to go', () => (existsSync(site.environment.dataPath('media', videoId)) ? null : true));
});
