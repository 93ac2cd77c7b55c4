import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '@/db/embedded/port';
import { openTestSite } from '@/workers/testing/site';
import { ctl } from './program';
import { captured } from './testing/captured';

const site = await openTestSite();
const dataDir = await mkdtemp(join(tmpdir(), 'ctl-'));
afterAll(async () => {
  await rm(dataDir, { recursive: true });
  await site.close();
});

async function status(variables: Record<string, string>): Promise<[code: number, out: string, err: string]> {
  const terminal = captured();
  const code = await ctl(['status'], terminal, { NODE_ENV: 'test', ...variables });
  return [code, terminal.lines.join('\n'), terminal.notes.join('\n')];
}
const { hostname, port, pathname, username, password } = new URL(site.url);
const notRunning = [
  1,
  '',
  `✗ No site runs on ${dataDir}: start it with npm start, or set DATA_DIR or DATABASE_URL to where it runs.`,
];
async function pretend(files: { password: string; port: string }): Promise<void> {
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, 'postgres', name), text);
}

test('where no site has ever run, that is said', async () => {
  expect(await status({ DATA_DIR: dataDir })).toEqual(notRunning);
});

test('where a site ran and its port is closed, or is another server by now, that is said', async () => {
  await pretend({ password, port: String(await freePort()) });
  expect(await status({ DATA_DIR: dataDir })).toEqual(notRunning);
  await pretend({ password: 'not this one', port });
  expect(await status({ DATA_DIR: dataDir })).toEqual(notRunning);
});

test('a database of the user that does not answer is named, without its password', async () => {
  const away = `postgres://me:secret@127.0.0.1:${await freePort()}/site`;
  const [code, out, err] = await status({ DATABASE_URL: away });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^✗ No database answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\): check DATABASE_URL\.$/);
});

test('a database that no site has started on is said to be none', async () => {
  const [code, , err] = await status({
    DATABASE_URL: `postgres://${username}:${password}@${hostname}:${port}/postgres`,
  });
  expect([code, err]).toEqual([1, '✗ No site has ever started on this database, so there is nothing to see yet.']);
  expect(pathname).not.toBe('/postgres');
});

test('a database of an earlier release is said to be one', async () => {
  await site.pool.query('ALTER TABLE runtime.process RENAME TO process_later');
  const [code, , err] = await status({ DATABASE_URL: site.url });
  await site.pool.query('ALTER TABLE runtime.process_later RENAME TO process');
  expect([code, err]).toEqual([1, '✗ An earlier release set this database up: start the site with this one first.']);
});

test('a bad setting is told of', async () => {
  expect(await status({ DATABASE_URL: 'mysql://x' })).toEqual([
    1,
    '',
    '✗ Bad environment: DATABASE_URL: must be a postgres:// URL.',
  ]);
});
