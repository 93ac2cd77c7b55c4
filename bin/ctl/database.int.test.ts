import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '@/db/embedded/port';
import { openTestSite } from '@/workers/testing/test-site';
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
/** Makes the files of an embedded server. */
async function writeServerFiles(files: { password: string; port: string }): Promise<void> {
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, 'postgres', name), text);
}

test('a folder without a site is reported', async () => {
  expect(await status({ DATA_DIR: dataDir })).toEqual(notRunning);
});

test('a stopped site is reported, even if another server has its port', async () => {
  await writeServerFiles({ password, port: String(await freePort()) });
  expect(await status({ DATA_DIR: dataDir })).toEqual(notRunning);
  await writeServerFiles({ password: 'not this one', port });
  expect(await status({ DATA_DIR: dataDir })).toEqual(notRunning);
});

test('a DATABASE_URL that does not answer is reported without its password', async () => {
  const away = `postgres://me:secret@127.0.0.1:${await freePort()}/site`;
  const [code, out, err] = await status({ DATABASE_URL: away });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^✗ No database answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\): check DATABASE_URL\.$/);
});

test('a database without a site is reported', async () => {
  const [code, , err] = await status({
    DATABASE_URL: `postgres://${username}:${password}@${hostname}:${port}/postgres`,
  });
  expect([code, err]).toEqual([1, '✗ No site has ever started on this database, so there is nothing to see yet.']);
  expect(pathname).not.toBe('/postgres');
});

test('a database of an earlier release is reported', async () => {
  await site.pool.query('ALTER TABLE runtime.checkpoint RENAME TO position');
  const [code, , err] = await status({ DATABASE_URL: site.url });
  await site.pool.query('ALTER TABLE runtime.position RENAME TO checkpoint');
  expect([code, err]).toEqual([1, '✗ An earlier release set this database up: start the site with this one first.']);
});

test('an invalid setting is reported', async () => {
  expect(await status({ DATABASE_URL: 'mysql://x' })).toEqual([
    1,
    '',
    '✗ Bad environment: DATABASE_URL: must be a postgres:// URL.',
  ]);
});
