import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { make } from '../testing/clips';
import { builds } from '../testing/pictures';
import { makeFrame } from './frame';
import { makeStills, readStills, STILLS_FILE } from './make-stills';

const folder = await mkdtemp(join(tmpdir(), 'stills-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const storage = new DiskStorage(folder);
const { signal } = new AbortController();
const RATE = 10;

/** Makes media with one rendition of a film, with sound and reordered frames, as the site's own. @returns its name. */
async function media(name: string, source: string, seconds: number): Promise<string> {
  const rendition = join(folder, name, '36');
  await mkdir(rendition, { recursive: true });
  await make(rendition, 'index.m3u8', [
    ...['-f', 'lavfi', '-i', source, '-f', 'lavfi', '-i', `sine=duration=${seconds}`, '-pix_fmt', 'yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '12', '-g', '600', '-sc_threshold', '0', '-c:a', 'aac'],
    ...['-force_key_frames', 'expr:gte(t,n_forced*4)', '-avoid_negative_ts', 'disabled', '-f', 'hls', '-hls_time', '4'],
    ...['-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4', '-hls_segment_filename', `${rendition}/s-%05d.m4s`],
  ]);
  const line = '#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=64x36,FRAME-RATE=10.000\n36/index.m3u8\n';
  await writeFile(join(folder, name, 'master.m3u8'), `#EXTM3U\n${line}`);
  return name;
}

/** Each frame is a grey of its own, three steps from those beside it. */
const greys = await media('greys', `color=black:s=64x36:r=${RATE}:d=21,geq=lum='16+mod(3*N,219)':cb=128:cr=128`, 21);
const scenes = [
  `color=black:s=64x36:r=${RATE}:d=8[a]`,
  `testsrc=s=64x36:r=${RATE}:d=8[b]`,
  `color=gray:s=64x36:r=${RATE}:d=8[c]`,
];
const film = await media('film', `${scenes.join(';')};[a][b][c]concat=n=3`, 24);
const short = await media('short', `testsrc=s=64x36:r=${RATE}:d=2`, 2);

let made = 0;
async function place(): Promise<string> {
  made += 1;
  const path = join(folder, `place-${made}`);
  await mkdir(path);
  return path;
}

describe.each(builds)('%s', (_name, tools) => {
  test.each([0, 0.95, 3.95, 4, 9.55, 20.95, 100])('finds the frame that a player shows at %s s', async (seconds) => {
    const to = await place();
    await makeFrame({ tools, folder: to, signal }, storage, greys, seconds);
    const { channels } = await sharp(await readFile(join(to, 'poster.jpg'))).stats();
    const frame = Math.min(21 * RATE - 1, Math.floor(seconds * RATE + 0.001));
    // Green, because chroma is rounded.
    expect(Math.abs(channels[1]!.mean - ((3 * frame) % 219) * (255 / 219))).toBeLessThan(1);
  });

  test('makes a storyboard of the key frames of a film, and proposes none that is blank', async () => {
    const to = await place();
    await makeStills({ tools, folder: to, signal }, storage, film);
    expect(readStills(await readFile(join(to, STILLS_FILE)))).toEqual({ proposals: [8, 12], hasStoryboard: true });
    const files = ['proposal-1.jpg', 'proposal-2.jpg', 'sheet-1.jpg', 'stills.json', 'thumbnails.vtt'];
    expect((await readdir(to)).toSorted()).toEqual(files);
    expect((await readFile(join(to, 'thumbnails.vtt'), 'utf8')).match(/xywh=.*/g)).toEqual(
      [0, 160, 320, 480, 640].map((x) => `xywh=${x},0,160,90`).concat('xywh=0,90,160,90'),
    );
    const sheet = sharp(await readFile(join(to, 'sheet-1.jpg')));
    expect(await sheet.metadata()).toMatchObject({ width: 800, height: 450 });
    const meanAt = async (left: number) => {
      const part = sheet.clone().extract({ left, top: 0, width: 160, height: 90 });
      const { channels } = await sharp(await part.png().toBuffer()).stats();
      return channels[0]!.mean;
    };
    expect(await meanAt(160)).toBeLessThan(5);
    expect(await meanAt(640)).toBeGreaterThan(100);
  });

  test('proposes three pictures of a film of two seconds', async () => {
    const to = await place();
    await makeStills({ tools, folder: to, signal }, storage, short);
    const { proposals } = readStills(await readFile(join(to, STILLS_FILE)));
    expect(proposals).toHaveLength(3);
    expect(new Set(proposals).size).toBe(3);
    expect(Math.max(...proposals)).toBeLessThan(2);
  });
});
