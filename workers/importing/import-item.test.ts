import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventOf } from '@message-db/client';
import { createLog } from '@message-db/runtime';
import { afterAll, expect, test } from 'vitest';
import { DiskFullError } from '@/disk-space';
import { readEnvironment } from '@/environment';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { uploadName } from '@/storage/uploads';
import type { importing } from './contract';
import { examples } from './examples';
import { importItem, workName } from './import-item';
import { shareContents } from './open-contents';
import { zipOf } from './testing/zip';

type ItemsChosen = Extract<EventOf<typeof importing>, { type: 'ItemsChosen' }>;

const root = await mkdtemp(join(tmpdir(), 'import-item-'));
afterAll(() => rm(root, { recursive: true, force: true }));
const storage = new DiskStorage(root);
const environment = readEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: root });
const { signal } = new AbortController();
const withContents = shareContents(storage);
const context = { environment, storage, withContents, signal, log: createLog('importing', 'silent') };

/** Stores an archive with one video. @returns the event that chose it, and the video's item. */
async function chosen(files: Parameters<typeof zipOf>[0]) {
  const [userId, archiveId] = [randomUUID(), randomUUID().replaceAll('-', '')];
  await storage.put(uploadName(archiveId), await zipOf(files));
  const archives = [{ uploadId: archiveId, fileName: 'a.zip', bytes: 1 }];
  const { items } = await withContents({ userId, archives }, signal, async ({ found }) => found);
  const { itemId } = items[0]!.item;
  const { data, ...event } = examples.events.ItemsChosen;
  const item = { ...data.items[0]!, itemId, uploadId: randomUUID().replaceAll('-', '') };
  const past = { ...event, time: new Date(), data: { ...data, userId, archives, items: [item] } };
  return { event: past as unknown as ItemsChosen, itemId, uploadId: item.uploadId };
}

test('an item that no message can hold fails, and is not called damaged', async () => {
  const { event, itemId } = await chosen({ 'film.mp4': 'a film' });
  const [item] = event.data.items;
  const broken = { ...event, data: { ...event.data, items: [{ ...item!, videoId: 'no id' }] } };
  const messages = await importItem(context, broken, itemId);
  expect(messages.map(({ message }) => message)).toMatchObject([
    { type: 'RecordImportFailure', data: { itemId, reason: 'not-storable' } },
  ]);
});

test('a file is no longer unpacked when others have taken its space', async () => {
  const { event, itemId, uploadId } = await chosen({ 'film.mp4': Buffer.alloc(20_000_000) });
  let measured = 0;
  const filling = {
    ...environment,
    // Others leave nothing after the first look.
    get DISK_RESERVE() {
      return measured++ === 0 ? 0 : Number.MAX_SAFE_INTEGER;
    },
  };
  await expect(importItem({ ...context, environment: filling }, event, itemId)).rejects.toThrow(DiskFullError);
  expect(measured).toBe(2);
  expect(await readdir(await storage.workFolder(workName(event.data.userId)))).toEqual([]);
  expect(await storage.has(uploadName(uploadId))).toBe(false);
});
