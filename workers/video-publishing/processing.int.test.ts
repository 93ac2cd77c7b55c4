import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from './contract';
import { segmentsOf } from './ffmpeg/master-playlist';
import * as clips from './testing/clips';
import { isOver, openSite, type Uploaded, type VideoEvent } from './testing/site';

const { commands } = videoPublishing;
// Encoding takes what it takes, on a busy machine.
const site = await openSite(await createTestDatabase());
const clipsFolder = await mkdtemp(join(tmpdir(), 'clips-'));
let worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(clipsFolder, { recursive: true, force: true });
});

async function process(path: string): Promise<Uploaded & { events: VideoEvent[]; media: string }> {
  const uploaded = await site.upload(path);
  const events = await site.until(uploaded.videoId, isOver);
  return { ...uploaded, events, media: site.environment.dataPath('media', uploaded.videoId, uploaded.uploadId) };
}

const types = (events: readonly VideoEvent[]) =>
  events.map(({ type }) => type).filter((type) => type !== 'ProcessingProgressed');
type DataOf<Type extends VideoEvent['type']> = Extract<VideoEvent, { type: Type }>['data'];
const only = <Type extends VideoEvent['type']>(events: readonly VideoEvent[], type: Type) =>
  events.filter((event) => event.type === type).map(({ data }) => data as DataOf<Type>);
const sizes = (events: readonly VideoEvent[]) =>
  only(events, 'RenditionReady').map(({ width, height }) => `${width}x${height}`);

describe('a file that is a video', () => {
  test('plays in each quality up to its own', async () => {
    const { events, media } = await process(await clips.clip(clipsFolder, 'landscape.mp4', '854x480', 5));
    expect(types(events)).toEqual([
      'VideoUploaded',
      'VideoProbed',
      'PosterMade',
      'RenditionReady',
      'RenditionReady',
      'VideoProcessed',
    ]);
    expect(only(events, 'VideoProbed')[0]).toMatchObject({ durationSeconds: 5, width: 854, height: 480 });
    expect(sizes(events)).toEqual(['640x360', '854x480']);
    expect((await readdir(media)).toSorted()).toEqual(['360', '480', 'master.m3u8', 'poster.jpg']);

    expect(await clips.decode(join(media, 'master.m3u8'))).toBe('');
    const { seconds, streams } = await clips.inspect(join(media, '480', 'index.m3u8'));
    expect(seconds).toBeCloseTo(5, 0);
    const colours = { color_primaries: 'bt709', color_transfer: 'bt709', color_space: 'bt709', color_range: 'tv' };
    expect(streams).toMatchObject([
      { codec_name: 'h264', pix_fmt: 'yuv420p', width: 854, height: 480, ...colours },
      { codec_name: 'aac' },
    ]);

    // Segments begin at the same times, so that a player can change between qualities.
    const segments = async (height: number) =>
      (await readFile(join(media, String(height), 'index.m3u8'), 'utf8')).match(/#EXTINF:.*/g);
    expect(await segments(480)).toEqual(await segments(360));
    expect(await segments(360)).toHaveLength(2);
    const master = await readFile(join(media, 'master.m3u8'), 'utf8');
    // As RFC 8216 has it: a player reserves for the peak, and asks for a segment before the longest has played.
    const [, peak] = /BANDWIDTH=(\d+).*854x480/.exec(master) ?? [];
    const playlist = await readFile(join(media, '480', 'index.m3u8'), 'utf8');
    for (const segment of segmentsOf(playlist)) {
      const bits = (await stat(join(media, '480', segment.name))).size * 8;
      expect(bits / segment.seconds).toBeLessThanOrEqual(Number(peak));
      expect(Math.round(segment.seconds)).toBeLessThanOrEqual(Number(/TARGETDURATION:(\d+)/.exec(playlist)?.[1]));
    }
    expect(master).toMatch(
      /BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,CODECS="avc1\.6400[0-9a-f]{2},mp4a\.40\.2",RESOLUTION=640x360,FRAME-RATE=15\.000\n360\/index\.m3u8/,
    );
    expect((await clips.inspect(join(media, 'poster.jpg'))).streams).toMatchObject([
      { codec_name: 'mjpeg', width: 854, height: 480 },
    ]);
  });

  test('stands upright when it was held upright', async () => {
    const { events, media } = await process(await clips.turnedClip(clipsFolder, 'turned.mp4', '640x360'));
    expect(only(events, 'VideoProbed')[0]).toMatchObject({ width: 360, height: 640 });
    expect(sizes(events)).toEqual(['360x640']);
    expect((await clips.inspect(join(media, 'poster.jpg'))).streams).toMatchObject([{ width: 360, height: 640 }]);
  });

  test('is readable by its owner only', async () => {
    const { media } = await process(await clips.silentClip(clipsFolder, 'private.mp4', '320x180'));
    for (const entry of await readdir(media, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      expect((await stat(path)).mode & 0o777, path).toBe(entry.isDirectory() ? 0o700 : 0o600);
    }
  });

  test('needs no sound', async () => {
    const { events, media } = await process(await clips.silentClip(clipsFolder, 'silent.mp4', '640x360'));
    expect(types(events).at(-1)).toBe('VideoProcessed');
    expect((await clips.inspect(join(media, '360', 'index.m3u8'))).streams).toMatchObject([{ codec_type: 'video' }]);
  });

  test('may be tiny and odd, with 10 bits a colour', async () => {
    const odd = await clips.silentClip(clipsFolder, 'odd.mkv', '321x181', ['-c:v', 'ffv1', '-pix_fmt', 'yuv444p10le']);
    const { events, media } = await process(odd);
    expect(only(events, 'VideoProbed')[0]).toMatchObject({ width: 321, height: 181 });
    expect(sizes(events)).toEqual(['320x180']);
    expect((await clips.inspect(join(media, '180', 'index.m3u8'))).streams).toMatchObject([
      { codec_name: 'h264', pix_fmt: 'yuv420p' },
    ]);
  });

  test('need not say how long it is', async () => {
    const { events } = await process(await clips.endlessClip(clipsFolder, 'recorded.webm'));
    expect(only(events, 'VideoProbed')[0]?.durationSeconds).toBeCloseTo(2, 0);
    expect(types(events).at(-1)).toBe('VideoProcessed');
  });

  test('is published by itself, when that was asked for before it could play', async () => {
    const path = await clips.clip(clipsFolder, 'early.mp4', '320x180');
    await worker.stop();
    const { videoId, ownerId } = await site.upload(path);
    await site.send(
      videoId,
      commands.PublishVideo({ videoId, userId: ownerId, requestedAt: new Date().toISOString() }),
    );
    worker = site.startWorker();
    const events = await site.until(videoId, isOver);
    expect(types(events)).toEqual([
      'VideoUploaded',
      'PublicationRequested',
      'VideoProbed',
      'PosterMade',
      'RenditionReady',
      'VideoPublished',
      'VideoProcessed',
    ]);
  });
});

describe('a file that is none', () => {
  const text = async (name: string, content: string | Buffer) => {
    await writeFile(join(clipsFolder, name), content);
    return join(clipsFolder, name);
  };
  const secret = 'SECRET-OF-THE-SERVER';

  test.each<[what: string, make: () => Promise<string>, reason: string]>([
    ['an empty file', () => text('empty.mp4', ''), 'empty'],
    ['a text', () => text('text.mp4', 'This is only a text. '.repeat(500)), 'not-a-video'],
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
    ['sound', () => clips.sound(clipsFolder, 'sound.m4a'), 'no-video-track'],
    ['sound with a cover', () => clips.album(clipsFolder, 'album.mp3'), 'no-video-track'],
    ['a GIF', () => clips.gif(clipsFolder, 'picture.gif'), 'gif'],
    ['an encrypted video', () => clips.encryptedClip(clipsFolder, 'encrypted.mp4'), 'encrypted'],
    [
      'a video without its end, and its index with it',
      async () =>
        clips.halfOf(clipsFolder, 'half.mp4', await clips.clip(clipsFolder, 'whole.mp4', '320x180', 6), false),
      'cut-off',
    ],
    [
      'a video without its second half',
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
  ])('%s fails, and says why', async (_what, make, reason) => {
    const { events, media } = await process(await make());
    const failure = only(events, 'VideoPublishingFailed')[0];
    expect(failure?.reason).toBe(reason);
    expect(failure?.detail).not.toBe('');
    expect(failure?.detail).not.toContain(site.dataDir);
    expect(failure?.detail).not.toContain(secret);
    expect(types(events)).toEqual(['VideoUploaded', 'VideoPublishingFailed']);
    expect(await readdir(media)).toEqual([]);
  });

  test('can be tried again, and replaced', async () => {
    const { videoId, ownerId, uploadId } = await process(await text('mistake.mp4', 'Oops'));
    await site.send(videoId, commands.RetryProcessing({ videoId, userId: ownerId }));
    await site.until(videoId, (events) => only(events, 'VideoPublishingFailed').length === 2);

    const good = await clips.clip(clipsFolder, 'good.mp4', '320x180');
    const replaced = await site.upload(good, { videoId, ownerId });
    const events = await site.until(videoId, (past) => types(past).includes('VideoProcessed'));
    expect(types(events)).toEqual([
      'VideoUploaded',
      'VideoPublishingFailed',
      'ProcessingRetried',
      'VideoPublishingFailed',
      'VideoUploaded',
      'VideoProbed',
      'PosterMade',
      'RenditionReady',
      'VideoProcessed',
    ]);
    expect(only(events, 'VideoProcessed')).toEqual([{ videoId, uploadId: replaced.uploadId }]);
    expect(await readdir(site.environment.dataPath('media', videoId))).toEqual([replaced.uploadId]);
    expect(await readdir(site.environment.dataPath('uploads'))).not.toContain(uploadId);
  });

  test('is missed where it is gone, not where the disk is', async () => {
    const { videoId, uploadId, ownerId } = await process(await text('lost.mp4', 'Oops'));
    await rm(site.environment.dataPath('uploads', uploadId));
    await site.send(videoId, commands.RetryProcessing({ videoId, userId: ownerId }));
    const events = await site.until(videoId, (past) => only(past, 'VideoPublishingFailed').length === 2);
    expect(only(events, 'VideoPublishingFailed')[1]?.reason).toBe('source-missing');
  });
});
