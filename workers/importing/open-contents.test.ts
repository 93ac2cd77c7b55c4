import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import type { FileInfo } from '@/storage/storage';
import { uploadName } from '@/storage/uploads';
import type { Contents } from './contents';
import { ITEMS_MAX } from './contract';
import { shareContents } from './open-contents';
import { zipOf } from './testing/zip';

const root = await mkdtemp(join(tmpdir(), 'open-contents-'));
afterAll(() => rm(root, { recursive: true, force: true }));

/** A storage that counts the archives that are opened. */
class CountingStorage extends DiskStorage {
  opened = 0;
  override open(file: FileInfo) {
    this.opened++;
    return super.open(file);
  }
}
const { signal } = new AbortController();

async function stored(storage: DiskStorage, files: Parameters<typeof zipOf>[0]) {
  const uploadId = randomUUID().replaceAll('-', '');
  await storage.put(uploadName(uploadId), await zipOf(files));
  return { userId: randomUUID(), archives: [{ uploadId, fileName: 'a.zip', bytes: 1 }] };
}

test('an archive is read once for all of its items', async () => {
  const storage = new CountingStorage(root);
  const numbers = Array.from({ length: ITEMS_MAX }, (_, n) => n);
  const archived = await stored(storage, Object.fromEntries(numbers.map((n) => [`${n}.mp4`, `film ${n}`])));
  const withContents = shareContents(storage);
  const { items } = await withContents(archived, signal, async ({ found }) => found);
  expect(items).toHaveLength(ITEMS_MAX);
  const paths = await Promise.all(
    items.map(({ item }) => withContents(archived, signal, async (contents) => contents.item(item.itemId)?.file.path)),
  );
  expect(new Set(paths).size).toBe(ITEMS_MAX);
  expect(storage.opened).toBe(1);
});

test('archives of others are opened by themselves', async () => {
  const storage = new CountingStorage(root);
  const withContents = shareContents(storage);
  for (const name of ['one', 'two']) {
    const files = { [`${name}.mp4`]: name };
    const archived = await stored(storage, files);
    const { items } = await withContents(archived, signal, async ({ found }) => found);
    expect(items.map(({ file }) => file.path)).toEqual(Object.keys(files));
  }
  expect(storage.opened).toBe(2);
});

test('archives are read again after an error, also of a job that was stopped while they were read', async () => {
  const storage = new CountingStorage(root);
  const archived = await stored(storage, { 'one.mp4': 'one' });
  const withContents = shareContents(storage);
  const count = () => withContents(archived, signal, async ({ found }) => found.items.length);
  await expect(withContents(archived, signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect([await count(), storage.opened]).toEqual([1, 2]);

  const stopped = new AbortController();
  const other = shareContents(storage);
  const first = other(archived, stopped.signal, async () => 'never');
  const second = other(archived, signal, async ({ found }) => found.items.length);
  stopped.abort();
  await expect(first).rejects.toThrow('aborted');
  expect(await second).toBe(1);
});

test('archives are closed after the last job, and opened again for another one', async () => {
  const storage = new CountingStorage(root);
  const archived = await stored(storage, { 'one.mp4': 'one' });
  const withContents = shareContents(storage, 0);
  let unpack: Contents['unpack'] | undefined;
  await withContents(archived, signal, async (contents) => (unpack = contents.unpack));
  await expect.poll(() => withContents(archived, signal, async (contents) => contents.unpack !== unpack)).toBe(true);
});
