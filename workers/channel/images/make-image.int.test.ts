import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { builds } from '@/workers/video-publishing/testing/pictures';
import { picture } from '../testing/pictures';
import { makePicture } from '@/workers/ffmpeg/pictures/make-picture';
import { shapeOf } from './shapes';

const folder = await mkdtemp(join(tmpdir(), 'make-image-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const [found] = builds;

async function make(path: string, kind: 'picture' | 'banner', tools = found![1]) {
  await makePicture({ tools, path, folder, signal: new AbortController().signal }, shapeOf(kind), 'image.jpg');
  return sharp(await readFile(join(folder, 'image.jpg')));
}

async function sizeOf(path: string, kind: 'picture' | 'banner') {
  const { width, height, format } = await (await make(path, kind)).metadata();
  return [format, width, height];
}

test.each(['png', 'jpg', 'webp', 'gif'])('makes a square of a %s', async (type) => {
  const path = type === 'webp' ? join(folder, 'a.webp') : await picture(`a.${type}`, '500x300');
  if (type === 'webp') await sharp(await picture('a.png', '500x300')).toFile(path);
  expect(await sizeOf(path, 'picture')).toEqual(['jpeg', 300, 300]);
});

test('makes a banner no higher than a quarter of its width, and no wider than a wide screen', async () => {
  expect(await sizeOf(await picture('high.jpg', '1000x1000'), 'banner')).toEqual(['jpeg', 1000, 250]);
  expect(await sizeOf(await picture('wide.jpg', '3000x500'), 'banner')).toEqual(['jpeg', 2560, 426]);
});

describe.each(builds)('%s', (_name, tools) => {
  test('turns a photo upright, and drops where it was taken', async () => {
    // Red at the left, blue at the right. The camera was held on its side, so red belongs to the top.
    const area = (width: number, background: string) => ({
      create: { width, height: 200, channels: 3 as const, background },
    });
    const path = join(folder, 'photo.jpg');
    await sharp(area(200, '#0000ff'))
      .composite([{ input: area(100, '#ff0000'), left: 0, top: 0 }])
      .withExif({ IFD0: { ImageDescription: 'at home' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(path);
    const made = await make(path, 'picture', tools);
    expect((await made.metadata()).exif).toBe(undefined);
    const { data, info } = await made.raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    expect(at(info.width / 2, 10)[0]).toBeGreaterThan(200);
    expect(at(info.width / 2, info.height - 10)[2]).toBeGreaterThan(200);
  });

  test('is white where the file is transparent', async () => {
    const path = join(folder, 'clear.png');
    await sharp({ create: { width: 200, height: 200, channels: 4, background: '#00000000' } })
      .png()
      .toFile(path);
    const { data } = await (await make(path, 'picture', tools)).raw().toBuffer({ resolveWithObject: true });
    expect(Math.min(...data)).toBeGreaterThan(250);
  });
});

test.each([
  ['a text', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-a-picture'],
  [
    'the beginning of a picture',
    async () => (await readFile(await picture('cut.png', '400x400'))).subarray(0, 60),
    'not-a-picture',
  ],
  ['a picture of 95 pixels', async () => readFile(await picture('small.png', '95x200')), 'too-small'],
  ['a small file that claims to be huge', async () => hugePng(), 'too-large'],
])('refuses %s', async (_what, content, reason) => {
  const path = join(folder, 'refused');
  await writeFile(path, await content());
  await expect(make(path, 'picture')).rejects.toMatchObject({ name: 'PictureError', reason });
});

/** A PNG that says that it has 30,000 × 30,000 pixels. */
function hugePng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc(100_000));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
