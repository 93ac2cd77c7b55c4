import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { captioning } from '@/workers/captioning/contract';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from '../contract';
import { segmentsOf } from '@/workers/ffmpeg/rendition-files';
import * as clips from '../testing/clips';
import { dataOf, isProcessed, openSite, stepsOf, type VideoEvent } from '../testing/video-site';

const { commands } = videoPublishing;
const site = await openSite(await createTestDatabase());
const clipsFolder = await mkdtemp(join(tmpdir(), 'clips-'));
let worker = site.startWorker();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(clipsFolder, { recursive: true, force: true });
});

const sizes = (events: readonly VideoEvent[]) =>
  dataOf(events, 'RenditionReady').map(({ width, height }) => `${width}x${height}`);

describe('a video', () => {
  test('is encoded in each quality up to its own, with segments that start at the same times', async () => {
    const { events, media } = await site.process(await clips.clip(clipsFolder, 'landscape.mp4', '854x480', 5));
    expect(stepsOf(events)).toEqual([
      'VideoUploaded',
      'VideoProbed',
      'PosterMade',
      'RenditionsPlanned',
      'RenditionReady',
      'RenditionReady',
      'VideoProcessed',
    ]);
    expect(dataOf(events, 'VideoProbed')[0]).toMatchObject({ durationSeconds: 5, width: 854, height: 480 });
    expect(sizes(events)).toEqual(['640x360', '854x480']);
    const files = (await readdir(media)).filter((name) => !name.endsWith('stills'));
    expect(files.toSorted()).toEqual(['360', '480', 'master.m3u8', 'poster.jpg', 'posters']);

    expect(await clips.decode(join(media, 'master.m3u8'))).toBe('');
    const { seconds, streams } = await clips.inspect(join(media, '480', 'index.m3u8'));
    expect(seconds).toBeCloseTo(5, 0);
    const colours = { color_primaries: 'bt709', color_transfer: 'bt709', color_space: 'bt709', color_range: 'tv' };
    expect(streams).toMatchObject([
      { codec_name: 'h264', pix_fmt: 'yuv420p', width: 854, height: 480, ...colours },
      { codec_name: 'aac' },
    ]);

    // A player can switch qualities only where segments start at the same times.
    const segments = async (height: number) =>
      (await readFile(join(media, String(height), 'index.m3u8'), 'utf8')).match(/#EXTINF:.*/g);
    expect(await segments(480)).toEqual(await segments(360));
    expect(await segments(360)).toHaveLength(2);
    const master = await readFile(join(media, 'master.m3u8'), 'utf8');
    // RFC 8216: a player reserves bandwidth for the peak, and no segment is longer than the target duration.
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
    expect(dataOf(events, 'PosterMade')).toMatchObject([{ widths: [320, 640, 854] }]);
    for (const [width, height] of [
      [320, 180],
      [640, 360],
      [854, 480],
    ])
      expect(await sharp(join(media, 'posters', `${width}.avif`)).metadata()).toMatchObject({ width, height });
  });

  test('is rotated according to its file', async () => {
    const { events, media } = await site.process(await clips.rotatedClip(clipsFolder, 'rotated.mp4', '640x360'));
    expect(dataOf(events, 'VideoProbed')[0]).toMatchObject({ width: 360, height: 640 });
    expect(sizes(events)).toEqual(['360x640']);
    expect((await clips.inspect(join(media, 'poster.jpg'))).streams).toMatchObject([{ width: 360, height: 640 }]);
  });

  test('has media that only the owner of the files can read', async () => {
    const { media, videoId } = await site.process(await clips.silentClip(clipsFolder, 'private.mp4', '320x180'));
    await site.stillsOf(videoId);
    for (const entry of await readdir(media, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      expect((await stat(path)).mode & 0o777, path).toBe(entry.isDirectory() ? 0o700 : 0o600);
    }
  });

  test('can be without sound', async () => {
    const { events, media } = await site.process(await clips.silentClip(clipsFolder, 'silent.mp4', '640x360'));
    expect(stepsOf(events).at(-1)).toBe('VideoProcessed');
    expect((await clips.inspect(join(media, '360', 'index.m3u8'))).streams).toMatchObject([{ codec_type: 'video' }]);
  });

  test('hands the text tracks of its file to captioning, at the times of the video, but none that is too large', async () => {
    const large = join(clipsFolder, 'large.srt');
    const line = (n: number) => `${n}\n00:00:02,500 --> 00:00:03,000\n${n} ${'knot '.repeat(20)}\n\n`;
    await writeFile(large, Array.from({ length: 40_000 }, (_, n) => line(n)).join(''));
    const spoken = join(clipsFolder, 'spoken.srt');
    await writeFile(spoken, '1\n00:00:02,500 --> 00:00:03,000\n<i>Eine Schlaufe</i>\n');
    const file = await clips.make(clipsFolder, 'spoken.mkv', [
      ...['-f', 'lavfi', '-i', 'testsrc=size=64x36:rate=15:duration=4', '-i', large, '-i', spoken],
      ...['-map', '0', '-map', '1', '-map', '2'],
      // The video begins two seconds into the file.
      ...[
        '-c:v',
        'libx264',
        '-c:s',
        'srt',
        '-metadata:s:s:0',
        'language=eng',
        '-metadata:s:s:1',
        'language=ger',
        '-output_ts_offset',
        '2',
      ],
    ]);
    const { videoId, ownerId } = await site.process(file);
    const messages = await site.store.readBatch(captioning.commandStream(videoId));
    expect(messages.map((message) => captioning.readCommand(message)).map(({ type, data }) => [type, data])).toEqual([
      ['OpenCaptioning', { videoId, ownerId }],
      [
        'TakeTrack',
        expect.objectContaining({
          ...{ source: 'video-file', language: 'de', label: '' },
          lines: [{ start: 2_500, end: 3_000, text: 'Eine Schlaufe' }],
        }),
      ],
    ]);
  });

  test('can have a small size with odd numbers, and 10 bits a colour', async () => {
    const odd = await clips.silentClip(clipsFolder, 'odd.mkv', '321x181', ['-c:v', 'ffv1', '-pix_fmt', 'yuv444p10le']);
    const { events, media } = await site.process(odd);
    expect(dataOf(events, 'VideoProbed')[0]).toMatchObject({ width: 321, height: 181 });
    expect(sizes(events)).toEqual(['320x180']);
    expect((await clips.inspect(join(media, '180', 'index.m3u8'))).streams).toMatchObject([
      { codec_name: 'h264', pix_fmt: 'yuv420p' },
    ]);
  });

  test('can be without a duration in its header', async () => {
    const { events } = await site.process(await clips.clipWithoutDuration(clipsFolder, 'recorded.webm'));
    expect(dataOf(events, 'VideoProbed')[0]?.durationSeconds).toBeCloseTo(2, 0);
    expect(stepsOf(events).at(-1)).toBe('VideoProcessed');
  });

  test('is published automatically if that was requested before it was playable', async () => {
    const path = await clips.clip(clipsFolder, 'early.mp4', '320x180');
    await worker.stop();
    const { videoId, ownerId } = await site.upload(path);
    await site.send(
      videoId,
      commands.PublishVideo({ videoId, userId: ownerId, requestedAt: new Date().toISOString() }),
    );
    worker = site.startWorker();
    const events = await site.until(videoId, isProcessed);
    expect(stepsOf(events)).toEqual([
      'VideoUploaded',
      'PublicationRequested',
      'VideoProbed',
      'PosterMade',
      'RenditionsPlanned',
      'RenditionReady',
      'VideoPublished',
      'VideoProcessed',
    ]);
  });
});
