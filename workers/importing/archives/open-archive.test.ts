import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { zipOf } from '../testing/zip';
import { PROBLEMS_MAX } from '../contract';
import { openArchive } from './open-archive';

const folder = await mkdtemp(join(tmpdir(), 'open-archive-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const storage = new DiskStorage(folder);

async function open(content: Buffer | null, name = 'archive.zip') {
  if (content) await writeFile(join(folder, name), content);
  return openArchive(storage, { uploadId: 'a'.repeat(32), fileName: name, name });
}

describe('an archive', () => {
  test('is read by its directory, and its files are unpacked one by one', async () => {
    const archive = await open(await zipOf({ 'lessons/ä.mp4': 'x'.repeat(300_000), 'list.csv': 'file\nä.mp4' }));
    expect(archive.problems).toEqual([]);
    expect(archive.files.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['lessons/ä.mp4', 300_000],
      ['list.csv', 11],
    ]);
    const [first, second] = archive.files;
    expect((await buffer(await archive.stream(second!))).toString()).toBe('file\nä.mp4'.normalize());
    expect((await buffer(await archive.stream(first!))).length).toBe(300_000);
    archive.close();
  });

  test('has no file whose name leads out of it, and its other files are read', async () => {
    const zip = await zipOf({ 'aa/aa/a.mp4': 'bad', 'good.mp4': 'good' });
    // The library that makes archives refuses such names.
    const content = Buffer.from(zip.toString('latin1').replaceAll('aa/aa/a.mp4', '../../a.mp4'), 'latin1');
    const archive = await open(content);
    expect(archive.files.map(({ path }) => path)).toEqual(['good.mp4']);
    expect(archive.problems).toEqual([{ kind: 'unsafe-name', name: '../../a.mp4' }]);
    archive.close();
  });

  test('is read up to the limit of entries, including those that are left out', async () => {
    const names = ['aa/a.mp4', 'aa/b.mp4', 'c.mp4', 'd.mp4'];
    const zip = await zipOf(Object.fromEntries(names.map((name) => [name, 'x'])));
    await writeFile(join(folder, 'many.zip'), zip.toString('latin1').replaceAll('aa/', '../'), 'latin1');
    const archive = await openArchive(storage, { uploadId: 'a'.repeat(32), fileName: 'many.zip', name: 'many.zip' }, 3);
    expect(archive.files.map(({ path }) => path)).toEqual(['c.mp4']);
    expect(archive.problems[0]).toEqual({ kind: 'too-many-files', name: 'many.zip' });
    expect(archive.entryCount).toBe(3);
    archive.close();
  });

  test('reports a limited number of problems, and leaves very long names out', async () => {
    const names = Array.from({ length: PROBLEMS_MAX + 10 }, (_, n) => `${'x'.repeat(1_000)}${n}.mp4`);
    const archive = await open(await zipOf(Object.fromEntries(names.map((name) => [name, 'x']))));
    expect(archive.files).toEqual([]);
    expect(archive.problems).toHaveLength(PROBLEMS_MAX);
    archive.close();
  });

  test('is closed and not reported as broken, if the disk fails', async () => {
    // The directory is larger than the block that is read to find it.
    const names = Array.from({ length: 300 }, (_, n) => `${'x'.repeat(500)}${n}.mp4`);
    await writeFile(join(folder, 'fails.zip'), await zipOf(Object.fromEntries(names.map((name) => [name, 'x']))));
    const file = (await storage.open((await storage.find('fails.zip'))!))!;
    const close = vi.spyOn(file, 'close');
    const chunks = file.chunks.bind(file);
    let reads = 0;
    vi.spyOn(file, 'chunks').mockImplementation((start, end) => {
      if (++reads > 2) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      return chunks(start, end);
    });
    vi.spyOn(storage, 'open').mockResolvedValueOnce(file);
    await expect(open(null, 'fails.zip')).rejects.toThrow('i/o error');
    expect(close).toHaveBeenCalledOnce();
  });

  test('is closed if the disk fails at its first bytes', async () => {
    await writeFile(join(folder, 'first.zip'), await zipOf({ 'a.mp4': 'x' }));
    const file = (await storage.open((await storage.find('first.zip'))!))!;
    const close = vi.spyOn(file, 'close');
    // oxlint-disable-next-line require-yield -- it fails before
    vi.spyOn(file, 'chunks').mockImplementation(async function* () {
      throw Object.assign(new Error('i/o error'), { code: 'EIO' });
    });
    vi.spyOn(storage, 'open').mockResolvedValueOnce(file);
    await expect(open(null, 'first.zip')).rejects.toThrow('i/o error');
    expect(close).toHaveBeenCalledOnce();
  });

  test('does not show files that operating systems add', async () => {
    const archive = await open(await zipOf({ '__MACOSX/._a.mp4': '', 'a/.DS_Store': '', 'a.mp4': 'x' }));
    expect(archive.files.map(({ path }) => path)).toEqual(['a.mp4']);
    archive.close();
  });

  test('may be a zip64', async () => {
    const archive = await open(await zipOf({ 'a.mp4': 'x' }, { forceZip64Format: true }));
    expect(archive.files).toMatchObject([{ path: 'a.mp4', bytes: 1 }]);
    archive.close();
  });

  test('never unpacks more than it declares', async () => {
    const zip = await zipOf({ 'a.mp4': 'x'.repeat(100_000) });
    // The size in the directory, which is the last one.
    const at = zip.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    zip.writeUInt32LE(10, at + 24);
    const archive = await open(zip);
    expect(archive.files).toMatchObject([{ bytes: 10 }]);
    await expect(buffer(await archive.stream(archive.files[0]!))).rejects.toThrow(/too many bytes/);
    archive.close();
  });
});

describe('a file that is not an archive', () => {
  test.each([
    ['a text', async () => Buffer.from('Rar!'), 'not-a-zip'],
    ['an empty file', async () => Buffer.alloc(0), 'not-a-zip'],
    ['half an archive', async () => (await zipOf({ 'a.mp4': 'x'.repeat(5_000) })).subarray(0, 100), 'broken-zip'],
  ])('is reported: %s', async (_what, content, kind) => {
    expect(await open(await content(), 'x.zip')).toMatchObject({ files: [], problems: [{ kind, name: 'x.zip' }] });
  });

  test('is reported: one that is missing', async () => {
    expect((await open(null, 'gone.zip')).problems).toEqual([{ kind: 'archive-missing', name: 'gone.zip' }]);
  });
});
