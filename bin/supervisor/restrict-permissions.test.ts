import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restrictPermissions } from './restrict-permissions';

const dataDir = await mkdtemp(join(tmpdir(), 'close-'));
const outside = await mkdtemp(join(tmpdir(), 'outside-'));
const path = (...names: string[]) => join(dataDir, ...names);
const modeOf = async (name: string) => ((await stat(path(name))).mode & 0o777).toString(8);
afterAll(() => Promise.all([dataDir, outside].map((folder) => rm(folder, { recursive: true }))));

/** Makes the folder with the permissions of an earlier release. */
beforeAll(async () => {
  for (const file of [
    'uploads/abc',
    'uploads/abc.json',
    'media/v/u/master.m3u8',
    'media/v/u/360/segment-00000.m4s',
    'outbox/a.eml',
    'postgres/data/PG_VERSION',
    'secret',
    'supervisor.pid',
  ]) {
    await mkdir(dirname(path(file)), { recursive: true, mode: 0o755 });
    await writeFile(path(file), '', { mode: 0o644 });
  }
  await chmod(path('outbox'), 0o700);
  await writeFile(join(outside, 'file'), '', { mode: 0o644 });
  await symlink(join(outside, 'file'), path('uploads/link'));
});

test('removes the permissions of others from folders and files, and skips folders that have none', async () => {
  expect(await restrictPermissions(dataDir)).toEqual([]);
  for (const name of ['uploads', 'media', 'media/v', 'media/v/u', 'media/v/u/360', 'outbox'])
    expect(await modeOf(name), name).toBe('700');
  for (const name of ['uploads/abc', 'uploads/abc.json', 'media/v/u/master.m3u8', 'media/v/u/360/segment-00000.m4s']) {
    expect(await modeOf(name), name).toBe('600');
  }
  expect(await modeOf('outbox/a.eml')).toBe('644');
});

test('does not change the files of Postgres, files outside of folders, and the targets of links', async () => {
  expect(await modeOf('postgres/data/PG_VERSION')).toBe('644');
  expect(await modeOf('supervisor.pid')).toBe('644');
  expect(await modeOf('secret')).toBe('644');
  expect((await stat(join(outside, 'file'))).mode & 0o777).toBe(0o644);
});

test('does not walk a restricted folder again', async () => {
  await chmod(path('uploads/abc'), 0o644);
  await restrictPermissions(dataDir);
  expect(await modeOf('uploads/abc')).toBe('644');
  await chmod(path('uploads'), 0o755);
  await restrictPermissions(dataDir);
  expect(await modeOf('uploads/abc')).toBe('600');
});
