import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import * as clips from '../testing/clips';
import { countEncodings, failingFfmpeg } from '../testing/failing-ffmpeg';
import { ffmpegsIn, isEncoding, isProcessed, openSite, waitFor } from '../testing/video-site';

const folder = await mkdtemp(join(tmpdir(), 'ffmpeg-failures-'));
const path = await clips.clip(folder, 'clip.mp4', '320x180', 2);
const site = await openSite(await createTestDatabase(), { FFMPEG_PATH: await failingFfmpeg(folder, 'none') });
let worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test('a file on which ffmpeg crashes three times fails, and the next file is processed', async () => {
  await failingFfmpeg(folder, 'crashing');
  const crashing = await site.upload(path);
  const events = await site.until(crashing.videoId, isProcessed);
  expect(events.at(-1)).toMatchObject({
    type: 'VideoPublishingFailed',
    data: { reason: 'unsupported-codec', detail: expect.stringContaining('crashed on it 3 times') },
  });

  await failingFfmpeg(folder, 'none');
  const next = await site.upload(path);
  expect((await site.until(next.videoId, isProcessed)).at(-1)?.type).toBe('VideoProcessed');
});

test.each(['out of disk', 'killed'] as const)(
  'a file is retried and does not fail while ffmpeg is %s',
  async (failure) => {
    const ffmpeg = await failingFfmpeg(folder, failure);
    const { videoId } = await site.upload(path);
    await waitFor('another attempt', async () => ((await countEncodings(ffmpeg)) >= 2 ? true : null));
    expect(isProcessed(await site.eventsOf(videoId))).toBe(false);

    await failingFfmpeg(folder, 'none');
    const events = await site.until(videoId, isProcessed);
    expect(events.filter(({ type }) => type !== 'ProcessingProgressed').map(({ type }) => type)).toEqual([
      'VideoUploaded',
      'VideoProbed',
      'PosterMade',
      'RenditionsPlanned',
      'RenditionReady',
      'VideoProcessed',
    ]);
  },
);

test('a worker that stops while it encodes ends its ffmpeg, and continues after a restart', async () => {
  await failingFfmpeg(folder, 'slow');
  const { videoId, uploadId } = await site.upload(path);
  const media = site.environment.dataPath('media', videoId, uploadId);
  await waitFor('the encoding', async () => ((await isEncoding(media, 180)) ? true : null));
  const [ffmpeg] = (await ffmpegsIn(media)) as [number];
  await worker.stop();
  expect(() => process.kill(ffmpeg, 0)).toThrow('ESRCH');
  expect(isProcessed(await site.eventsOf(videoId))).toBe(false);

  await failingFfmpeg(folder, 'none');
  worker = site.startWorker();
  expect((await site.until(videoId, isProcessed)).at(-1)?.type).toBe('VideoProcessed');
});
