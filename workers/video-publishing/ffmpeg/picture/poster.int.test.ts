import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { ffmpeg, make } from '../../testing/clips';
import { builds } from '../../testing/pictures';
import { makePoster } from './poster';
import { probeFile } from '../probing/probe';
import type { Tools } from '@/workers/ffmpeg/run';

vi.setConfig({ testTimeout: 120_000 });
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'poster-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const quick = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const plain = (colour: string, seconds: number) => `color=${colour}:s=320x180:r=10:d=${seconds}`;
const pattern = (seconds: number) => `testsrc2=s=320x180:r=10:d=${seconds}`;
/** Makes a silent clip with these pictures in sequence. */
const clip = (name: string, pictures: readonly string[], codec = quick) =>
  make(folder, name, [
    ...pictures.flatMap((picture) => ['-f', 'lavfi', '-i', picture]),
    ...['-filter_complex', `concat=n=${pictures.length}`, ...codec],
  ]);

/** Makes a copy of a file with damage in its middle. */
async function damaged(name: string, path: string): Promise<string> {
  const bytes = await readFile(path);
  for (let at = Math.floor(bytes.length / 4); at < bytes.length * 0.75; at += 997)
    bytes[at] = (bytes[at] as number) ^ 0x5a;
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

/** Returns the difference between the brightest and the darkest part of the poster, from 0 to 255. */
async function contrastOfPoster(tools: Tools, path: string): Promise<number> {
  const work = await mkdtemp(join(folder, 'work-'));
  const context = { tools, path, folder: work, signal: new AbortController().signal, onStart: () => {} };
  await makePoster(context, await probeFile(context));
  const args = [
    '-v',
    'error',
    '-i',
    join(work, 'poster.jpg'),
    '-vf',
    'scale=32:18,format=gray',
    '-f',
    'rawvideo',
    'pipe:1',
  ];
  const { stdout } = await run(ffmpeg, args, { encoding: 'buffer' });
  return Math.max(...stdout) - Math.min(...stdout);
}

describe.each(builds)('with %s', (_name, tools) => {
  test.each<[video: string, make: () => Promise<string>]>([
    ['a video that begins black', () => clip('begins-black.mp4', [plain('black', 3), pattern(3)])],
    [
      'a long blank video with a short picture',
      () => clip('flash.mp4', [plain('black', 15.7), pattern(0.2), plain('white', 14)]),
    ],
    ['a single picture', () => clip('single.mp4', [pattern(0.1)])],
    [
      'a video whose picture begins late',
      () =>
        make(folder, 'late.mkv', [
          '-f',
          'lavfi',
          '-i',
          `${pattern(2)},setpts=PTS+3/TB`,
          '-f',
          'lavfi',
          '-i',
          'sine=d=5',
          ...quick,
        ]),
    ],
    [
      'a damaged video',
      async () => damaged('damaged.mp4', await clip('whole.mp4', [pattern(24)], [...quick, '-g', '10'])),
    ],
  ])('the poster of %s is not blank', async (_video, makeClip) => {
    expect(await contrastOfPoster(tools, await makeClip())).toBeGreaterThan(100);
  });

  test('a video of one colour has a poster', async () => {
    expect(await contrastOfPoster(tools, await clip('black.mp4', [plain('black', 1)]))).toBeLessThan(5);
  });
});
