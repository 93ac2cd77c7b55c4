import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import * as clips from './testing/clips';
import { countEncodings, failingFfmpeg } from './testing/failing-ffmpeg';
import { isOver, openSite, waitFor } from './testing/site';

const folder = await mkdtemp(join(tmpdir(), 'trouble-'));
const path = await clips.clip(folder, 'clip.mp4', '320x180', 2);
// Encoding takes what it takes, on a busy machine.
const site = await openSite(await createTestDatabase(), { FFMPEG_PATH: await failingFfmpeg(folder, 'none') });
let worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test('a file that ffmpeg crashes on fails after three times, and holds nobody up for longer', async () => {
  await failingFfmpeg(folder, 'crashing');
  const crashing = await site.upload(path);
  const events = await site.until(crashing.videoId, isOver);
  expect(events.at(-1)).toMatchObject({
    type: 'VideoPublishingFailed',
    data: { reason: 'unsupported-codec', detail: expect.stringContaining('crashed on it 3 times') },
  });

  await failingFfmpeg(folder, 'none');
  const next = await site.upload(path);
  expect((await site.until(next.videoId, isOver)).at(-1)?.type).toBe('VideoProcessed');
});

test.each(['out of disk', 'killed'] as const)('a file waits, and does not fail, while ffmpeg is %s', async (oddity) => {
  const odd = await failingFfmpeg(folder, oddity);
  const { videoId } = await site.upload(path);
  await waitFor('another attempt', async () => ((await countEncodings(odd)) >= 2 ? true : null));
  expect(isOver(await site.eventsOf(videoId))).toBe(false);

  await failingFfmpeg(folder, 'none');
  const events = await site.until(videoId, isOver);
  expect(events.filter(({ type }) => type !== 'ProcessingProgressed').map(({ type }) => type)).toEqual([
    'VideoUploaded',
    'VideoProbed',
    'PosterMade',
    'RenditionReady',
    'VideoProcessed',
  ]);
});

test('a worker that stops in the middle of an encoding ends its ffmpeg, and goes on when it starts again', async () => {
  await failingFfmpeg(folder, 'slow');
  const { videoId, uploadId } = await site.upload(path);
  const work = (...names: string[]) => site.environment.dataPath('media', videoId, uploadId, '.work', ...names);
  await waitFor('the encoding', () => (existsSync(work('180', 'init.mp4')) ? true : null));
  const ffmpeg = Number(await readFile(work('process'), 'utf8'));
  await worker.stop();
  expect(() => process.kill(ffmpeg, 0)).toThrow('ESRCH');
  expect(isOver(await site.eventsOf(videoId))).toBe(false);

  await failingFfmpeg(folder, 'none');
  worker = site.startWorker();
  expect((await site.until(videoId, isOver)).at(-1)?.type).toBe('VideoProcessed');
});
