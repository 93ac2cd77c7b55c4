import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from '../contract';
import * as clips from '../testing/clips';
import { dataOf, openSite, stepsOf, waitFor } from '../testing/video-site';

const { commands } = videoPublishing;
const site = await openSite(await createTestDatabase());
const clipsFolder = await mkdtemp(join(tmpdir(), 'clips-'));
const worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(clipsFolder, { recursive: true, force: true });
});

const text = async (name: string, content: string | Buffer) => {
  await writeFile(join(clipsFolder, name), content);
  return join(clipsFolder, name);
};

describe('a file that cannot become a video', () => {
  const secret = 'SECRET-OF-THE-SERVER';

  test.each<[file: string, make: () => Promise<string>, reason: string]>([
    ['an empty file', () => text('empty.mp4', ''), 'empty'],
    ['plain text', () => text('text.mp4', 'This is only a text. '.repeat(500)), 'not-a-video'],
    [
      'noise',
      () =>
        text(
          'noise.mp4',
          Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919 + (at >> 3) * 104729) % 251)),
        ),
      'not-a-video',
    ],
    [
      'a picture under another name',
      async () => text('png.mp4', await readFile(await clips.still(clipsFolder, 'still.png'))),
      'not-a-video',
    ],
    ['sound without picture', () => clips.sound(clipsFolder, 'sound.m4a'), 'no-video-track'],
    ['sound with a cover', () => clips.album(clipsFolder, 'album.mp3'), 'no-video-track'],
    ['a GIF', () => clips.gif(clipsFolder, 'picture.gif'), 'gif'],
    ['an encrypted video', () => clips.encryptedClip(clipsFolder, 'encrypted.mp4'), 'encrypted'],
    [
      'the first half of a video whose index is at the end',
      async () =>
        clips.halfOf(clipsFolder, 'half.mp4', await clips.clip(clipsFolder, 'whole.mp4', '320x180', 6), false),
      'cut-off',
    ],
    [
      'the first half of a video whose index is at the beginning',
      async () => clips.halfOf(clipsFolder, 'half-for-the-web.mp4', join(clipsFolder, 'whole.mp4'), true),
      'cut-off',
    ],
    [
      'a playlist of another file',
      async () =>
        text(
          'playlist.m3u8',
          `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://${await text('secret.txt', secret)}\n#EXT-X-ENDLIST\n`,
        ),
      'not-a-video',
    ],
    [
      'a list of other files',
      async () => text('list.mp4', `ffconcat version 1.0\nfile '${join(clipsFolder, 'whole.mp4')}'\n`),
      'not-a-video',
    ],
  ])('fails with the reason: %s', async (_file, make, reason) => {
    const { events, media } = await site.process(await make());
    const failure = dataOf(events, 'VideoPublishingFailed')[0];
    expect(failure?.reason).toBe(reason);
    expect(failure?.detail).not.toBe('');
    expect(failure?.detail).not.toContain(site.dataDir);
    expect(failure?.detail).not.toContain(secret);
    expect(stepsOf(events)).toEqual(['VideoUploaded', 'VideoPublishingFailed']);
    expect(await readdir(media)).toEqual([]);
  });

  test('can be retried, and replaced', async () => {
    const { videoId, ownerId, uploadId } = await site.process(await text('mistake.mp4', 'Oops'));
    await site.send(videoId, commands.RetryProcessing({ videoId, userId: ownerId }));
    await site.until(videoId, (events) => dataOf(events, 'VideoPublishingFailed').length === 2);

    const good = await clips.clip(clipsFolder, 'good.mp4', '320x180');
    const replaced = await site.upload(good, { videoId, ownerId });
    const events = await site.until(videoId, (past) => stepsOf(past).includes('VideoProcessed'));
    expect(stepsOf(events)).toEqual([
      'VideoUploaded',
      'VideoPublishingFailed',
      'ProcessingRetried',
      'VideoPublishingFailed',
      'VideoUploaded',
      'VideoProbed',
      'PosterMade',
      'RenditionsPlanned',
      'RenditionReady',
      'VideoProcessed',
    ]);
    expect(dataOf(events, 'VideoProcessed')).toEqual([{ videoId, uploadId: replaced.uploadId }]);
    expect(await readdir(site.environment.dataPath('media', videoId))).toEqual([replaced.uploadId]);
    expect(await readdir(site.environment.dataPath('uploads'))).not.toContain(uploadId);
  });
});

test('a file that is missing is waited for, and its video does not fail', async () => {
  const { videoId, uploadId, ownerId } = await site.process(await text('lost.mp4', 'Oops'));
  const path = site.environment.dataPath('uploads', uploadId);
  await rename(path, `${path}.moved`);
  await site.send(videoId, commands.RetryProcessing({ videoId, userId: ownerId }));
  await waitFor('the job to wait', async () => {
    const { rows } = await site.pool.query<{ waits_for: string | null }>('SELECT waits_for FROM runtime.job');
    return rows[0]?.waits_for === 'the uploaded file' ? true : null;
  });
  expect(stepsOf(await site.eventsOf(videoId)).at(-1)).toBe('ProcessingRetried');
  await rename(`${path}.moved`, path);
  await site.until(videoId, (past) => dataOf(past, 'VideoPublishingFailed').length === 2);
});
