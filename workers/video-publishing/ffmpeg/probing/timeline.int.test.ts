import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { MediaFolder } from '../../processing/media-folder';
import * as clips from '../../testing/clips';
import { describeRendition, encode } from '../encode';
import { segmentsOf } from '@/workers/ffmpeg/rendition-files';
import { probeFile } from './probe';
import { encodeSound } from '../sound/sound';

// A limit against hanging. Encoding is slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
const folder = await mkdtemp(join(tmpdir(), 'timeline-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const picture = (seconds: number, rate: number | string = 15) => `testsrc2=s=64x36:r=${rate}:d=${seconds}`;
const tone = (seconds: number) => `sine=d=${seconds}`;
const tracks = (name: string, sources: readonly { late?: number; source: string }[], more?: readonly string[]) =>
  clips.tracks(folder, name, sources, more);
const ordinary = () => tracks('ordinary.mp4', [{ source: picture(4) }, { source: tone(4) }]);

async function contextOf(path: string) {
  const place = await mkdtemp(join(folder, 'rendition-'));
  return { tools: clips, path, folder: place, signal: new AbortController().signal, onStart() {} };
}

/** Encodes a small clip to one rendition. @returns its segments, and the spans of its tracks. */
async function rendition(path: string) {
  const context = await contextOf(path);
  const source = await probeFile(context);
  const read = { ...context, ignoresEdits: source.ignoresEdits };
  const sound = source.sound && (await encodeSound(read, source.sound, source));
  const inside = join(context.folder, 'inside');
  await mkdir(inside);
  const step = { width: 64, height: 36, bitsPerSecond: 300_000 };
  const { isDamaged } = await encode({ ...read, folder: inside }, source, sound?.file ?? null, step, () => {});
  const storage = new DiskStorage(folder);
  const media = { storage, name: basename(context.folder), source: '', signal: context.signal };
  const stored = await MediaFolder.open(media, 'rendition', path);
  await describeRendition(stored, 'inside', source, step);
  const segments = segmentsOf(await readFile(join(inside, 'index.m3u8'), 'utf8'));
  const film = join(inside, 'film.mp4');
  const parts = ['init.mp4', ...segments.map(({ name }) => name)].map((name) => readFile(join(inside, name)));
  await writeFile(film, Buffer.concat(await Promise.all(parts)));
  expect((await readdir(inside)).filter((name) => name.endsWith('.m4s'))).toHaveLength(segments.length);
  return { source, film, segments, isDamaged, spans: await clips.spans(film) };
}

test.each<[file: string, make: () => Promise<string>, seconds: number]>([
  ['whose sound ends early', () => tracks('a.mp4', [{ source: picture(8) }, { source: tone(3) }]), 8],
  ['whose picture ends early', () => tracks('b.mp4', [{ source: picture(3) }, { source: tone(16) }]), 16],
  ['whose sound starts late', () => tracks('c.mkv', [{ source: picture(6) }, { source: tone(2), late: 3 }]), 6],
  ['whose picture starts late', () => tracks('d.mp4', [{ source: picture(2), late: 3 }, { source: tone(5.3) }]), 5.3],
  [
    'whose times start at ten seconds',
    async () => clips.copied(folder, 'e.mkv', await ordinary(), [], ['-output_ts_offset', '10']),
    4,
  ],
  ['with three slides', () => tracks('f.mp4', [{ source: picture(12, '1/4') }], ['-vsync', 'vfr']), 12],
  ['that is trimmed by an edit list', async () => clips.copied(folder, 'g.mp4', await ordinary(), ['-ss', '1.3']), 2.7],
  ['with one picture', () => tracks('h.mp4', [{ source: picture(1, 25) }], ['-frames:v', '1']), 0.04],
  ['with one picture a second', () => tracks('i.mp4', [{ source: picture(5, 1) }]), 5],
  ['in a transport stream', async () => clips.copied(folder, 'j.ts', await ordinary()), 4],
  [
    'in fragments',
    async () => clips.copied(folder, 'k.mp4', await ordinary(), [], ['-movflags', 'frag_keyframe+empty_moov']),
    4,
  ],
  ['whose headers claim an hour', async () => clips.patched(folder, 'l.mp4', await ordinary(), claimAnHour), 4],
  [
    'whose edit list shows nothing',
    async () => clips.patched(folder, 'm.mp4', await ordinary(), moveEditListPastEnd),
    4,
  ],
])('a file %s gets tracks of the same length, and segments that add up to it', async (_file, make, seconds) => {
  const { source, segments, spans } = await rendition(await make());
  expect(source.durationSeconds).toBeGreaterThan(seconds - 0.01);
  expect(source.durationSeconds).toBeLessThan(seconds + 0.15);
  for (const span of spans) {
    expect(Math.abs(span.start)).toBeLessThan(0.03);
    expect(Math.abs(span.end - source.durationSeconds)).toBeLessThan(0.03);
  }
  expect(spans).toHaveLength(source.sound === null ? 1 : 2);
  const total = segments.reduce((sum, segment) => sum + segment.seconds, 0);
  expect(Math.abs(total - source.durationSeconds)).toBeLessThan(0.01);
  if (segments.length > 1) expect(segments.at(-1)?.seconds).toBeGreaterThanOrEqual(0.99);
});

test('a sound that starts late is silent before', async () => {
  const late = await rendition(await tracks('late.mp4', [{ source: picture(4) }, { source: tone(2), late: 2 }]));
  expect((await clips.loudness(late.film, ['-t', '1.9'])).integrated).toBe(-70);
  expect((await clips.loudness(late.film, ['-ss', '2.1'])).integrated).toBeGreaterThan(-20);
});

test('a sound that cannot be decoded is left out', async () => {
  const path = await clips.patched(
    folder,
    'garbage.mkv',
    await tracks(
      'garbage-before.mkv',
      [{ source: picture(2) }, { source: tone(2) }],
      ['-c:a', 'vorbis', '-strict', '-2', '-ac', '2'],
    ),
    (file) => {
      for (let at = file.indexOf('A_VORBIS'); at >= 0; at = file.indexOf('A_VORBIS')) file.write('A_STRANG', at);
    },
  );
  const { source, spans } = await rendition(path);
  expect(source.leftOut).toEqual([{ kind: 'sound', isReadable: false, count: 1 }]);
  expect(spans).toHaveLength(1);
});

test.each(['chapters.mp4', 'chapters.mkv'])('the chapters of %s are taken over', async (name) => {
  const mark = (start: number, title: string) =>
    `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=${start + 1000}\ntitle=${title}\n`;
  const metadata = join(folder, 'chapters.txt');
  await writeFile(metadata, `;FFMETADATA1\n${mark(0, 'Bowline')}${mark(1000, 'Sheet bend')}`);
  const plain = await tracks('plain.mp4', [{ source: picture(2) }]);
  const path = await clips.make(folder, name, ['-i', plain, '-i', metadata, '-map_chapters', '1', '-c', 'copy']);
  const { chapters, leftOut } = await probeFile(await contextOf(path));
  expect(chapters).toEqual([
    { startSeconds: 0, title: 'Bowline' },
    { startSeconds: 1, title: 'Sheet bend' },
  ]);
  // An MP4 has them as a track, too.
  expect(leftOut).toEqual([]);
});

test('a file with a damaged middle is accepted and reported as damaged', async () => {
  const path = await clips.patched(
    folder,
    'damaged.mp4',
    await tracks('whole.mp4', [{ source: picture(6) }, { source: tone(6) }], ['-movflags', '+faststart']),
    (file) => {
      const from = Math.floor(file.length * 0.5);
      for (let at = from; at < from + file.length / 10; at++) file[at] = (at * 7919) % 251;
    },
  );
  const { source, isDamaged } = await rendition(path);
  expect(source.durationSeconds).toBeCloseTo(6, 1);
  expect(isDamaged).toBe(true);
});

test('a file whose second half cannot be decoded is refused as cut off', async () => {
  const path = await clips.patched(
    folder,
    'zeros.mp4',
    await tracks('whole.mp4', [{ source: picture(6) }, { source: tone(6) }], ['-movflags', '+faststart']),
    (file) => file.fill(0, Math.floor(file.length / 2)),
  );
  await expect(rendition(path)).rejects.toMatchObject({ reason: 'cut-off' });
});

/** Sets the duration in all headers of an MP4 file to an hour. */
function claimAnHour(file: Buffer): void {
  for (const [name, place] of [
    ['mvhd', 20],
    ['mdhd', 20],
    ['tkhd', 24],
    ['elst', 12],
  ] as const) {
    for (let at = file.indexOf(name); at >= 0; at = file.indexOf(name, at + 4))
      file.writeUInt32BE(3600 * 15_360, at + place);
  }
}

/** Makes the edit list of an MP4 file start after its end. */
function moveEditListPastEnd(file: Buffer): void {
  for (let at = file.indexOf('elst'); at >= 0; at = file.indexOf('elst', at + 4))
    file.writeInt32BE(90_000 * 1000, at + 16);
}
