import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DiskStorage } from './disk-storage';

const root = await mkdtemp(join(tmpdir(), 'disk-storage-'));
const storage = new DiskStorage(root);
afterAll(() => rm(root, { recursive: true, force: true }));

test('what is no longer wanted while it is synced is not stored', async () => {
  const work = await storage.workFolder('uploads');
  const [file, folder] = [join(work, 'film.mp4'), join(work, '720')];
  await writeFile(file, 'film');
  await mkdir(folder);
  await writeFile(join(folder, 'init.mp4'), 'film');
  const stop = new AbortController();
  const stored = [
    storage.putFile('uploads/film.mp4', file, stop.signal),
    storage.putFolder('uploads/720', folder, stop.signal),
  ];
  stop.abort();
  for (const { status } of await Promise.allSettled(stored)) expect(status).toBe('rejected');
  expect(await storage.names('uploads')).toEqual([]);
});
