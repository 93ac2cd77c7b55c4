import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ElsewhereError } from '@message-db/runtime';
import { afterAll, expect, test } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { MediaFolder } from './media-folder';

const folder = await mkdtemp(join(tmpdir(), 'media-folder-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const SOURCE = 'uploads/film';

/** Stores a folder slowly, as S3 does: its files are there, and then something happens. */
class SlowStorage extends DiskStorage {
  afterwards: (signal?: AbortSignal) => Promise<void> = async () => {};

  override async putFolder(name: string, path: string, signal?: AbortSignal): Promise<void> {
    await super.putFolder(name, path);
    await this.afterwards(signal);
  }
}

async function open(name: string, signal = new AbortController().signal, outlivesSource?: true) {
  const storage = new SlowStorage(folder);
  await storage.put(SOURCE, 'film');
  const place = { storage, name, source: SOURCE, signal, ...(outlivesSource && { outlivesSource }) };
  const media = await MediaFolder.open(place, 'rendition', SOURCE);
  return { storage, make: () => media.make('720', (work) => writeFile(join(work, 'index.m3u8'), '')) };
}

test('deletes what was stored while its source was deleted', async () => {
  const { storage, make } = await open('media/purged');
  storage.afterwards = () => storage.delete(SOURCE);
  await expect(make()).rejects.toThrow(ElsewhereError);
  expect(await storage.has('media/purged/720')).toBe(false);
});

test.each([true, false])(
  'ends with its job; keeps what is half stored only for another attempt: %s',
  async (isPurged) => {
    const controller = new AbortController();
    const name = `media/lost-${isPurged}`;
    const { storage, make } = await open(name, controller.signal);
    storage.afterwards = async (signal) => {
      if (isPurged) await storage.delete(SOURCE);
      controller.abort(new Error('the job is lost'));
      signal?.throwIfAborted();
    };
    await expect(make()).rejects.toThrow(isPurged ? ElsewhereError : 'the job is lost');
    expect(await storage.has(`${name}/720`)).toBe(!isPurged);
  },
);

test('keeps what outlives its source, as a poster that another attempt has finished', async () => {
  const { storage, make } = await open('media/poster', undefined, true);
  storage.afterwards = () => storage.delete(SOURCE);
  await make();
  expect(await storage.has('media/poster/720')).toBe(true);
});
