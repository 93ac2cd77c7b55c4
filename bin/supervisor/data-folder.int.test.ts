import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { startedAt } from '@/db/embedded/processes';
import { isDataFolderThere, takeDataFolder } from './data-folder';
import { removeStale } from './data-folder-lock';
import { createOutput } from './output';
import { watchDataFolder } from './watch-data-folder';

let home: string;
let dataDir: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'data-folder-'));
  dataDir = join(home, 'site');
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Gives the lock of the folder to another process. */
async function lockByAnother(): Promise<{ pid: number; end(): Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
  await once(child, 'spawn');
  const release = await takeDataFolder(dataDir);
  const lock = join(dataDir, 'supervisor.pid');
  const [, , ...rest] = (await readFile(lock, 'utf8')).split('\n');
  await release();
  await writeFile(lock, [child.pid, startedAt(child.pid!), ...rest].join('\n'));
  return {
    pid: child.pid!,
    end: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

test('a folder of another process is refused, and can be taken after that process has ended', async () => {
  const other = await lockByAnother();
  await expect(takeDataFolder(dataDir)).rejects.toThrow(
    `The site already runs on ${dataDir} (process ${other.pid}): stop it first`,
  );
  await other.end();
  await (
    await takeDataFolder(dataDir)
  )();
});

test('a copy of a folder on which a site runs is refused, with the paths of both', async () => {
  const other = await lockByAnother();
  const copy = join(home, 'copy');
  await cp(dataDir, copy, { recursive: true });
  const message = await takeDataFolder(copy).catch((error: Error) => error.message);
  expect(message).toContain(`${copy} is a copy of ${dataDir}, on which the site runs (process ${other.pid})`);
  expect(message).toContain(`delete ${join(copy, 'supervisor.pid')}`);
  await rm(join(copy, 'supervisor.pid'));
  const release = await takeDataFolder(copy);
  await release();
  await other.end();
});

test('a lock of another host is respected while it is touched', async () => {
  const release = await takeDataFolder(dataDir);
  const lock = join(dataDir, 'supervisor.pid');
  const [, , , ...rest] = (await readFile(lock, 'utf8')).split('\n');
  await release();
  await writeFile(lock, ['999999', '1', 'elsewhere', ...rest].join('\n'));
  const touching = setInterval(() => void utimes(lock, new Date(), new Date()), 200);
  await expect(takeDataFolder(dataDir)).rejects.toThrow(
    `The site already runs on ${dataDir}, on the host elsewhere: stop it first`,
  );
  clearInterval(touching);
  await (
    await takeDataFolder(dataDir)
  )();
});

test('removeStale removes a stale lock, but not one that has replaced it', async () => {
  const lock = join(home, 'supervisor.pid');
  await writeFile(lock, 'stale');
  await removeStale(lock, 'stale');
  expect(await readdir(home)).toEqual([]);
  await writeFile(lock, 'of a faster start');
  await removeStale(lock, 'stale');
  expect(await readFile(lock, 'utf8')).toBe('of a faster start');
  expect(await readdir(home)).toEqual(['supervisor.pid']);
});

test('a lock of an earlier release is respected', async () => {
  const other = await lockByAnother();
  await writeFile(join(dataDir, 'supervisor.pid'), `${other.pid}\n${startedAt(other.pid)}\n`);
  await expect(takeDataFolder(dataDir)).rejects.toThrow(`The site already runs on ${dataDir}`);
  await other.end();
});

test('a deleted folder is detected, even after another folder has replaced it', async () => {
  const release = await takeDataFolder(dataDir);
  expect(await isDataFolderThere(dataDir)).toBe(true);
  await rm(dataDir, { recursive: true });
  expect(await isDataFolderThere(dataDir)).toBe(false);
  await mkdir(dataDir);
  expect(await isDataFolderThere(dataDir)).toBe(false);
  await release();
});

test('a folder that disappears while the site runs is reported once, and its return once', async () => {
  const release = await takeDataFolder(dataDir);
  const lines: string[] = [];
  const watching = new AbortController();
  watchDataFolder(
    dataDir,
    createOutput((text) => lines.push(text.trim()), { stamp: () => '' }),
    watching.signal,
    20,
  );
  const away = join(home, 'away');
  await rename(dataDir, away);
  await eventually(() => expect(lines).toHaveLength(1));
  expect(lines[0]).toBe(
    `✗ The data folder ${dataDir} is gone: it was deleted, or its disk is not mounted. Put it back, and the site continues`,
  );
  await rename(away, dataDir);
  await eventually(() => expect(lines.slice(1)).toEqual([`✓ The data folder ${dataDir} is back`]));
  watching.abort();
  await release();
});

test.each([
  ['a file', () => writeFile(dataDir, ''), 'cannot be written (EEXIST)'],
  [
    'below a file',
    async () => {
      await writeFile(join(home, 'file'), '');
      dataDir = join(home, 'file/site');
    },
    'cannot be written (ENOTDIR)',
  ],
  ['a link to itself', () => symlink(dataDir, dataDir), 'cannot be used (ELOOP'],
  ['a link to nothing', () => symlink(join(home, 'nothing'), dataDir), 'cannot be'],
])('a folder that is %s is refused with a reason', async (_what, make, sentence) => {
  await make();
  await expect(takeDataFolder(dataDir)).rejects.toThrow(
    new RegExp(`^The data folder ${dataDir} ${sentence.replaceAll(/[()]/g, String.raw`\$&`)}`),
  );
});
