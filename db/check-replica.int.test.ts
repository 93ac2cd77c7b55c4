import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { checkReplica } from './check-replica';
import { freePort } from './embedded/port';
import { startEmbedded } from './embedded/start';
import { startReplica } from './embedded/testing/replica';

const folders = await Promise.all(
  ['primary', 'replica'].map((name) => mkdtemp(join(tmpdir(), `video-tutorials-${name}-`))),
);
const [primaryDir, replicaDir] = folders as [string, string];
const primary = await startEmbedded({ dataDir: primaryDir, log: console.error, durable: false });
const replica = await startReplica({ dataDir: primaryDir, url: primary.url }, replicaDir);
afterAll(async () => {
  await replica.stop();
  await primary.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A copy of a URL with some parts changed. */
function changed(url: string, change: Partial<Record<'password' | 'port' | 'pathname', string>>): string {
  return Object.assign(new URL(url), change).href;
}

test('accepts a replica of the database', async () => {
  expect(await checkReplica(primary.url, replica.url)).toBeNull();
});

test('lets the site start without a replica that does not answer', async () => {
  const away = changed(replica.url, { port: String(await freePort()) });
  expect(await checkReplica(primary.url, away)).toBe(
    `No database answers at ${new URL(away).host} (ECONNREFUSED): check DATABASE_REPLICA_URL.`,
  );
});

test.each([
  ['the primary itself', () => primary.url, /is not a replica: DATABASE_REPLICA_URL must name a streaming replica/],
  [
    'a wrong password',
    () => changed(replica.url, { password: 'wrong' }),
    /refuses the user postgres of DATABASE_REPLICA_URL/,
  ],
  [
    'another database',
    () => changed(replica.url, { pathname: '/other' }),
    /There is no database other on .* correct DATABASE_REPLICA_URL/,
  ],
])('refuses %s with a reason', async (_what, url, sentence) => {
  await expect(checkReplica(primary.url, url())).rejects.toThrow(sentence);
});

test('refuses a replica of another server', async () => {
  await expect(checkReplica(inject('adminUrl'), replica.url)).rejects.toThrow(
    'is a replica of a different server from the one in DATABASE_URL',
  );
});
