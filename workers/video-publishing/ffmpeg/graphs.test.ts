import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { REQUIRED } from '@/workers/ffmpeg/binaries';
import { encode } from './encode';
import { makePoster } from './picture/poster';
import type { ProbedSource } from './probing/probe';
import { encodeSound, measureSound } from './sound/sound';

const folder = await mkdtemp(join(tmpdir(), 'graphs-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program in place of ffmpeg. It writes down its arguments, and measures a sound whose peaks must be limited. */
const ffmpeg = join(folder, 'ffmpeg');
const ARGUMENTS = join(folder, 'arguments');
const script = `#!/bin/sh
[ "$1" = -version ] && exit
printf '%s\\n' "$@" >> arguments
echo out_time_us=1000000
printf 'Summary:\\n I: -30.0 LUFS\\n Peak: 0.0 dBFS' >&2
`;
await writeFile(ffmpeg, script, { mode: 0o755 });

const sdr = { kind: 'sdr', primaries: 'bt709', matrix: 'bt709', range: 'tv', isRgb: false } as const;
const upright = { isOnItsSide: false, filters: [] };
const plain = {
  ...{
    videoStream: 0,
    start: 0.5,
    durationSeconds: 30,
    frameRate: '25',
    width: 641,
    height: 361,
    mayBeInterlaced: true,
  },
  ...{ picture: { start: 0.5, end: 30.5, lastSeconds: 0.04 }, colour: sdr, orientation: upright },
} as unknown as ProbedSource;
const sources: ProbedSource[] = [
  plain,
  { ...plain, colour: { ...sdr, kind: 'pq', primaries: 'bt2020', matrix: 'bt2020nc' } },
  { ...plain, orientation: { isOnItsSide: true, filters: ['transpose=clock'] } },
  { ...plain, orientation: { isOnItsSide: false, filters: ['hflip', 'vflip'] } },
];

/** Returns the names of the filters in all graphs that were passed to the program. */
async function filtersUsed(): Promise<string[]> {
  const args = (await readFile(ARGUMENTS, 'utf8')).split('\n');
  const graphs = args.filter((_argument, index) => ['-vf', '-filter_complex'].includes(args[index - 1] ?? ''));
  const filters = graphs.flatMap((graph) => graph.split(/(?<!\\),/));
  return [...new Set(filters.map((filter) => /^(?:\[[^\]]*\])*([a-z\d]+)/.exec(filter)?.[1] ?? filter))].toSorted();
}

test('the required filters are those of all graphs', async () => {
  const context = {
    tools: { ffmpeg, ffprobe: ffmpeg },
    path: join(folder, 'some'),
    folder,
    signal: new AbortController().signal,
    onStart: () => {},
  };
  const measured = await measureSound(context, { stream: 1, channels: 1, hasLayout: true }, 0.5);
  expect(measured?.level.isLimited).toBe(true);
  await encodeSound(context, measured!, plain);
  for (const source of sources) {
    await makePoster(context, source);
    await expect(
      encode(context, source, null, { width: 640, height: 360, bitsPerSecond: 1e6 }, () => {}),
    ).rejects.toThrow('No picture');
  }
  expect(await filtersUsed()).toEqual([...REQUIRED.filters].toSorted());
});
