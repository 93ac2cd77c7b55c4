import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, expect, test } from 'vitest';
import { SERVICES } from '@/workers/services/services';
import { createOutput } from './output';
import { SITE } from '@/workers/services/site-database';
import { prepareSite, type PreparedSite } from './prepare-site';
import { Supervisor } from './supervisor';

const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-site-'));
const secretsFile = join(dataDir, 'database-secrets.json');
let supervisor: Supervisor;
afterEach(() => supervisor.stop());
afterAll(() => rm(dataDir, { recursive: true, force: true }));

function start(given: Record<string, string> = {}): Promise<PreparedSite> {
  const output = createOutput(() => {});
  supervisor = new Supervisor(output);
  const { PATH } = process.env;
  return prepareSite({ PATH, PORT: '0', DATA_DIR: dataDir, ...given }, 'production', supervisor, output);
}

async function connect(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<{ user: string }>('SELECT session_user AS user')).rows[0]!.user;
  } finally {
    await client.end();
  }
}

test('each process gets its own login, and no other secret', async () => {
  const { databaseUrl, envOf } = await start();
  const urls = new Map(SERVICES.map(({ name }) => [name, envOf(name).DATABASE_URL!]));
  for (const [name, url] of urls) {
    expect(await connect(url)).toBe(`video_tutorials_${name.replaceAll('-', '_')}`);
    const variables = JSON.stringify(envOf(name));
    expect(variables).not.toContain(new URL(databaseUrl).password);
    for (const [other, { password }] of [...urls].map(([key, value]) => [key, new URL(value)] as const)) {
      if (other !== name) expect(variables).not.toContain(password);
    }
  }
  expect(SERVICES.filter(({ name }) => envOf(name).SECRET !== undefined).map(({ name }) => name)).toEqual([
    'application',
  ]);
});

test('a speech model that is missing or invalid stops the start with a message', async () => {
  await expect(start({ WHISPER_MODEL: join(dataDir, 'none.bin') })).rejects.toThrow('none.bin does not exist');
  await supervisor.stop();
  await expect(start({ WHISPER_MODEL: import.meta.filename })).rejects.toThrow('no file in the ggml format');
});

test('passwords stay the same until their file is deleted, and then the old ones are invalid', async () => {
  const before = (await start()).envOf('identity').DATABASE_URL!;
  await supervisor.stop();
  const again = await start();
  const passwordOf = (url: string) => new URL(url).password;
  expect(passwordOf(again.envOf('identity').DATABASE_URL!)).toBe(passwordOf(before));
  await supervisor.stop();
  await rm(secretsFile);
  const { databaseUrl, envOf } = await start();
  expect(await connect(envOf('identity').DATABASE_URL!)).toBe('video_tutorials_identity');
  const old = Object.assign(new URL(databaseUrl), {
    username: 'video_tutorials_identity',
    password: passwordOf(before),
  });
  await expect(connect(old.href)).rejects.toMatchObject({ code: '28P01' });
});

test('the site does not start if others can read the file with its passwords', async () => {
  await chmod(secretsFile, 0o644);
  await expect(start()).rejects.toThrow(`Others can read ${secretsFile}`);
  await chmod(secretsFile, 0o600);
});

test('the start removes the permissions of others from uploads and media', async () => {
  const media = join(dataDir, 'media');
  await mkdir(media);
  await chmod(media, 0o755);
  await start();
  expect((await stat(media)).mode & 0o777).toBe(0o700);
});

test('a site with other passwords does not change those of a running site', async () => {
  const { databaseUrl, envOf } = await start();
  const client = new pg.Client({ connectionString: envOf('videos').DATABASE_URL! });
  await client.connect();
  const other = await mkdtemp(join(tmpdir(), 'video-tutorials-other-'));
  const { setUpDatabase } = await import('@/db/access/set-up');
  await expect(setUpDatabase(SITE, databaseUrl, other)).rejects.toThrow(
    `Somebody is connected as video_tutorials_videos with a password that is not the one in ${other}: copy database-secrets.json there`,
  );
  expect(await readdir(other)).toEqual([]);
  await client.end();
  expect(await connect(envOf('identity').DATABASE_URL!)).toBe('video_tutorials_identity');
  await rm(other, { recursive: true });
});

test('the key of the outbox is readable by its owner only, and stays until its file is deleted', async () => {
  const linkOf = async (given: Record<string, string> = {}) => {
    const { outboxUrl } = await start({ SITE_URL: 'http://localhost:8471', ...given });
    await supervisor.stop();
    return outboxUrl;
  };
  const first = await linkOf();
  expect(first).toMatch(/^http:\/\/localhost:8471\/outbox\?key=[\w-]{43}$/);
  expect((await stat(join(dataDir, 'outbox-key'))).mode & 0o777).toBe(0o600);
  expect(await linkOf({ SITE_URL: 'https://tutorials.example' })).toBe(
    first!.replace('http://localhost:8471', 'https://tutorials.example'),
  );
  expect(await linkOf({ SMTP_URL: 'smtp://localhost:25' })).toBeNull();
  await rm(join(dataDir, 'outbox-key'));
  expect(await linkOf()).not.toBe(first);
});
