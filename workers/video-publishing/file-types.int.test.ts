import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { probeFile } from './ffmpeg/probing/probe';
import { DEMUXERS, fileKind, SOUND_CONTAINERS, VIDEO_CONTAINERS } from './file-types';
import { ffmpeg, ffprobe } from './testing/clips';

const folder = await mkdtemp(join(tmpdir(), 'file-types-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const picture = ['-f', 'lavfi', '-i', 'testsrc=size=176x144:rate=25:duration=1'];
const tone = ['-f', 'lavfi', '-i', 'sine=duration=1:sample_rate=48000'];

/**
 * ffmpeg's arguments that write a video with each extension. Other extensions of the same container differ by name
 * only.
 */
const MUXED: Record<string, string[]> = {
  ...{ mp4: ['-c:v', 'mpeg4'], m4v: ['-f', 'ipod', '-c:v', 'mpeg4'], mov: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'] },
  ...{ '3gp': ['-c:v', 'h263'], '3g2': ['-c:v', 'mpeg4'], mj2: ['-f', 'mov', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'] },
  ...{ mkv: ['-c:v', 'mpeg4'], webm: ['-c:v', 'libvpx'], avi: ['-c:v', 'mpeg4'], flv: ['-c:v', 'flv'] },
  ...{ ts: ['-c:v', 'mpeg2video'], m2ts: ['-f', 'mpegts', '-mpegts_m2ts_mode', '1', '-c:v', 'mpeg2video'] },
  ...{
    mpg: ['-c:v', 'mpeg1video'],
    vob: ['-c:v', 'mpeg2video'],
    wmv: ['-f', 'asf', '-c:v', 'wmv2'],
    asf: ['-c:v', 'msmpeg4'],
  },
  ...{
    ogv: ['-f', 'ogg', '-c:v', 'libtheora'],
    mxf: ['-c:v', 'mpeg2video'],
    dv: ['-s', '720x576', '-pix_fmt', 'yuv420p'],
  },
};
const SOUND = ['m4a', 'mka', 'mp3', 'wav', 'w64', 'flac', 'aac', 'ac3', 'aiff', 'caf'];

async function make(name: string, args: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)(ffmpeg, ['-v', 'error', '-y', ...args, path]);
  return path;
}

function probe(path: string) {
  return probeFile({
    tools: { ffmpeg, ffprobe },
    path,
    folder,
    signal: new AbortController().signal,
    onStart: () => {},
  });
}

test.each(Object.entries(MUXED))('the browser and the worker accept .%s as a video', async (extension, codec) => {
  const name = `clip.${extension}`;
  expect(fileKind({ name, type: '' })).toBe('video');
  expect(await probe(await make(name, [...picture, ...codec]))).toMatchObject({ videoStream: expect.any(Number) });
});

test.each(SOUND)('the browser and the worker recognise .%s as sound without picture', async (extension) => {
  const name = `tone.${extension}`;
  expect(fileKind({ name, type: '' })).toBe('sound');
  await expect(
    probe(await make(name, [...tone, ...(extension === 'm4a' ? ['-c:a', 'aac'] : [])])),
  ).rejects.toMatchObject({ reason: 'no-video-track' });
});

test.each(['gif', 'png', 'm3u8'])('the browser and the worker refuse .%s', async (extension) => {
  const name = `other.${extension}`;
  expect(fileKind({ name, type: '' })).not.toMatch(/^(video|sound|unknown)$/);
  const path = await make(name, [...picture, ...(extension === 'png' ? ['-frames:v', '1'] : [])]);
  await expect(probe(path)).rejects.toMatchObject({ name: 'UnusableFileError' });
});

test('every container is tested here, and no demuxer opens other files', () => {
  for (const { extensions } of VIDEO_CONTAINERS)
    expect(
      extensions.filter((one) => one in MUXED),
      extensions.join(),
    ).not.toEqual([]);
  for (const { demuxers, extensions } of SOUND_CONTAINERS) {
    if (demuxers.length > 0 && !extensions.includes('amr'))
      expect(
        extensions.filter((one) => SOUND.includes(one)),
        extensions.join(),
      ).not.toEqual([]);
  }
  expect(DEMUXERS.filter((name) => /hls|concat|image2|dash|playlist|pipe|gif/.test(name))).toEqual([]);
});
