import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createPool } from '@message-db/client';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { readPostmaster } from '@/db/embedded/postmaster';
import { isAlive } from '@/db/embedded/processes';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { admitGuests } from '@/workers/services/testing/guests';
import { setUpDatabase } from '@/db/access/set-up';
import { check, viewOf } from '@/workers/testing/faults/checker';
import { Sender } from '@/workers/testing/faults/sender';
import { startProcess, type WorkerProcess } from '@/workers/testing/process';
import { withAdministrator } from '@/db/access/administrator';
import { SITE } from '@/workers/services/site-database';
import { takeDataFolder } from '@/bin/supervisor/data-folder';
import { ArchiveWriter } from './archive';
import { run } from './program';

const root = resolve(import.meta.dirname, '../..');
const COUNTERS = Array.from({ length: 10 }, (_, n) => `c${n}`);
const UPLOADED_AT = new Date('2026-03-01T10:00:00Z');
let folder: string;
let dataDir: string;
let file: string;
/** The folder of a stopped site that tests copy. */
let stopped: string | undefined;
const servers: EmbeddedPostgres[] = [];
const processes: WorkerProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  // The server may run as another user, who must reach its folder.
  execFileSync('chmod', ['711', folder]);
  [dataDir, file] = [join(folder, 'site'), join(folder, 'backup.tar')];
});
afterEach(async () => {
  await endProcesses();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

afterAll(async () => {
  if (stopped) await rm(join(stopped, '..'), { recursive: true });
});

async function start(at = dataDir): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dataDir: at, log: () => {}, durable: false });
  servers.push(server);
  await setUpDatabase(SITE, server.url);
  await withAdministrator(server.url, (client) => admitGuests(client, ['counter', 'label']));
  return server;
}

async function startWorkers(url: string): Promise<void> {
  const started = (['start-chain', 'start-counters'] as const).map((program) => startProcess(program, url));
  processes.push(...started);
  await Promise.all(started.map(({ ready }) => ready));
}

async function endProcesses(): Promise<void> {
  await Promise.all(processes.splice(0).map(({ child, ended }) => (child.kill('SIGTERM'), ended)));
}

async function command(
  args: string[],
  at = dataDir,
  signal = new AbortController().signal,
): Promise<{ code: number; output: string }> {
  const lines: string[] = [];
  const code = await run(args, {
    variables: { NODE_ENV: 'test', DATA_DIR: at },
    root: folder,
    signal,
    say: (line) => lines.push(line),
  });
  return { code, output: lines.join('\n') };
}
const backUp = () => command(['db:backup', file]);
const restore = (at: string, from = file) => command(['db:restore', from], at);

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const pool = createPool({ connectionString: url, max: 1 });
  try {
    return (await pool.query<Row>(text)).rows;
  } finally {
    await pool.end();
  }
}

/** SQL: checkpoints of consumers and builds that are beyond the last message of their category. */
const CHECKPOINTS_AHEAD = `
  SELECT consumer, category, position FROM (SELECT * FROM runtime.checkpoint UNION ALL SELECT * FROM test_counters_v1.checkpoint) AS positions
  WHERE position > (SELECT coalesce(max(global_position), 0) FROM message_store.messages WHERE message_store.category(stream_name) = category)`;

test('a restored backup has every message confirmed before it, and its workers continue from there', async () => {
  const server = await start();
  await startWorkers(server.url);
  // On a busy machine a backup takes long. The commands sent meanwhile must not pile up.
  const senders = [1, 2, 3].map(() => new Sender(server.url, COUNTERS, 60));
  const all = () => senders.flatMap(({ sent }) => sent);
  await eventually(() => expect(all().length).toBeGreaterThan(150));

  const confirmed = all();
  expect(await backUp()).toEqual({
    code: 0,
    output: expect.stringMatching(/^✓ The site is in .*backup\.tar \(\d+ MB\)$/),
  });
  const during = all().length;
  await eventually(() => expect(all().length).toBeGreaterThan(during));
  await Promise.all(senders.map((sender) => sender.stop()));
  expect(during).toBeGreaterThan(confirmed.length);

  const copy = join(folder, 'copy');
  expect(await restore(copy)).toEqual({ code: 0, output: expect.stringContaining(`✓ ${copy} is as it was at 2`) });
  const restored = await start(copy);
  expect(restored.url).not.toBe(server.url);
  expect(await query(restored.url, CHECKPOINTS_AHEAD)).toEqual([]);
  const [messages] = await query<{ sent: number }>(
    restored.url,
    `SELECT count(*) AS sent FROM message_store.messages WHERE stream_name LIKE 'counter:command-%'`,
  );
  expect(messages!.sent).toBeLessThan(all().length);

  await startWorkers(restored.url);
  // The check includes commands that were sent but not yet decided at the time of the backup.
  await eventually(async () => expect(await check(restored.url, confirmed)).toEqual({}), 200);
  const view = await viewOf(restored.url);
  expect(view).toHaveLength(COUNTERS.length);
  await query(restored.url, 'DROP SCHEMA test_counters_v1 CASCADE');
  await eventually(async () => expect(await viewOf(restored.url)).toEqual(view), 100);
  const sender = new Sender(restored.url, COUNTERS);
  await eventually(() => expect(sender.sent.length).toBeGreaterThan(20));
  await sender.stop();
  await eventually(async () => expect(await check(restored.url, [...confirmed, ...sender.sent])).toEqual({}), 200);
});

async function makeStoppedDatabase(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'backup-'));
  execFileSync('chmod', ['711', home]);
  const site = join(home, 'site');
  const server = await start(site);
  await query(server.url, 'CREATE TABLE kept AS SELECT 7 AS id');
  await server.stop();
  return site;
}

/** Makes a stopped site with a row in its database and other files. */
async function makeStoppedSite(): Promise<void> {
  stopped ??= await makeStoppedDatabase();
  // With its owners: the server may run as another user.
  execFileSync('cp', ['-a', stopped, dataDir]);
  await write('secret', 'the secret', 0o600);
  await write('media/v1/u1/720/segment-1.m4s', 'x'.repeat(100_000));
  await write('media/v1/u1/.work/process', '4711');
  await write('outbox/1.eml', 'Hello', 0o600);
  const upload = (id: string) => `uploads/${id.repeat(32)}`;
  for (const [id, size] of [
    ['a', 5],
    ['b', 6],
  ] as const) {
    await write(upload(id), 'bytes');
    await write(`${upload(id)}.json`, JSON.stringify({ size }));
  }
  await write(`${upload('a')}.posted`, '');
  await utimes(join(dataDir, upload('a')), UPLOADED_AT, UPLOADED_AT);
}

/** Has a backup of the stopped site, which is made once. */
async function haveBackup(): Promise<void> {
  const kept = join(stopped!, '../backup.tar');
  if (existsSync(kept)) return copyFile(kept, file);
  expect((await backUp()).code).toBe(0);
  await copyFile(file, kept);
}

async function write(path: string, text: string, mode = 0o644): Promise<void> {
  await mkdir(join(dataDir, path, '..'), { recursive: true });
  await writeFile(join(dataDir, path), text, { mode });
}

describe('a stopped site', () => {
  beforeEach(makeStoppedSite);

  test('is backed up completely, and stays stopped', async () => {
    expect((await backUp()).code).toBe(0);
    await copyFile(file, join(stopped!, '../backup.tar'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const left = await readPostmaster(join(dataDir, 'postgres/data'));
    expect(left === undefined || !isAlive(left.pid)).toBe(true);
    expect(existsSync(join(dataDir, 'supervisor.pid'))).toBe(false);

    const copy = join(folder, 'copy');
    await mkdir(copy);
    expect((await restore(copy)).code).toBe(0);
    const files = (await readdir(copy, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const paths = files
      .map((entry) => join(entry.parentPath, entry.name).slice(copy.length + 1))
      .filter((path) => !path.startsWith('postgres/data/'));
    const upload = `uploads/${'a'.repeat(32)}`;
    expect(paths.toSorted()).toEqual([
      'media/v1/u1/720/segment-1.m4s',
      'outbox/1.eml',
      'postgres/password',
      'secret',
      upload,
      `${upload}.json`,
      `${upload}.posted`,
    ]);
    for (const path of paths)
      expect(await readFile(join(copy, path), 'utf8')).toBe(await readFile(join(dataDir, path), 'utf8'));
    // Even if an earlier release has left it readable by others.
    for (const path of paths) expect((await stat(join(copy, path))).mode & 0o077, path).toBe(0);
    for (const folderOf of ['media', 'media/v1/u1/720', 'uploads'])
      expect((await stat(join(copy, folderOf))).mode & 0o777, folderOf).toBe(0o700);
    expect((await stat(join(copy, upload))).mtime).toEqual(UPLOADED_AT);
    await (
      await takeDataFolder(copy)
    )();
    expect(await query((await start(copy)).url, 'SELECT * FROM kept')).toEqual([{ id: 7 }]);
  });

  test('the backup is a tar archive that sha256sum can check', async () => {
    await haveBackup();
    const opened = join(folder, 'opened');
    await mkdir(opened);
    execFileSync('tar', ['xf', file, '-C', opened]);
    const sums = execFileSync('sh', ['-c', 'command -v sha256sum || command -v shasum'], { encoding: 'utf8' }).trim();
    const checked = execFileSync(sums, [...(sums.endsWith('shasum') ? ['-a', '256'] : []), '-c', 'SHA256SUMS'], {
      cwd: opened,
      encoding: 'utf8',
    });
    expect(checked).toContain('data/secret: OK');
  });

  test('is not backed up into its own folder or over an existing file', async () => {
    expect(await command(['db:backup', join(dataDir, 'backup.tar')])).toEqual({
      code: 1,
      output: expect.stringContaining('is inside the folder that is backed up'),
    });
    await writeFile(file, 'precious');
    expect(await backUp()).toEqual({ code: 1, output: `✗ ${file} already exists: choose another name.` });
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  test('an aborted backup leaves no file', async () => {
    expect(await command(['db:backup', file], dataDir, AbortSignal.abort())).toEqual({
      code: 1,
      output: '✗ Aborted, and no file is left.',
    });
    expect((await readdir(folder)).toSorted()).toEqual(['site']);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'a restore that is interrupted by %s prevents a start, and can be run again',
    async (signal) => {
      await haveBackup();
      const copy = join(folder, 'copy');
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const env = { ...process.env, NODE_ENV: 'test' as const, DATABASE_URL: '', DATA_DIR: copy };
      const child = spawn(process.execPath, ['bin/backup.js', 'db:restore', pipe], {
        cwd: root,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      const ended = once(child, 'exit');
      // Write everything except the end, so that the restore waits for it.
      const input = createReadStream(file, { end: (await stat(file)).size - 100_000 });
      input.pipe(createWriteStream(pipe)).on('error', () => {});
      await eventually(() => expect(existsSync(join(copy, 'postgres/data/PG_VERSION'))).toBe(true));
      child.kill(signal);
      expect(await ended).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [1, null]);
      if (signal === 'SIGTERM')
        expect(output).toBe(
          `✗ The restore into ${copy} was interrupted: run npm run db:restore again, which starts over.\n`,
        );

      await expect(takeDataFolder(copy)).rejects.toThrow(
        `A restore into ${copy} was interrupted: run npm run db:restore again`,
      );
      await writeFile(join(copy, 'media'), 'left');
      expect((await restore(copy)).code).toBe(0);
      expect(await query((await start(copy)).url, 'SELECT * FROM kept')).toEqual([{ id: 7 }]);
    },
  );

  test('a restore that waits for its file ends after SIGTERM', async () => {
    const pipe = join(folder, 'silent');
    execFileSync('mkfifo', [pipe]);
    const env = { ...process.env, NODE_ENV: 'test' as const, DATABASE_URL: '', DATA_DIR: join(folder, 'copy') };
    const child = spawn(process.execPath, ['bin/backup.js', 'db:restore', pipe], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const output = once(child.stdout.setEncoding('utf8'), 'data');
    await eventually(() => expect(existsSync(join(folder, 'copy/restoring'))).toBe(true));
    child.kill('SIGTERM');
    expect((await output)[0]).toMatch(/^✗ The restore into .* was interrupted/);
    await ended;
    expect(existsSync(join(folder, 'copy/restoring'))).toBe(true);
  });
});

describe('a restore is refused', () => {
  test('if the folder has data', async () => {
    await write('secret', 'mine');
    expect(await restore(dataDir)).toEqual({
      code: 1,
      output: `✗ There is data in ${dataDir}: move it away, or set DATA_DIR to another folder.`,
    });
    expect(await readdir(dataDir)).toEqual(['secret']);
  });

  test('if the site runs', async () => {
    await mkdir(dataDir);
    const holder = spawn('sleep', ['60']);
    const started = await readFile(`/proc/${holder.pid}/stat`, 'utf8').then(
      (text) => text.slice(text.lastIndexOf(')') + 2).split(' ')[19],
      () => '',
    );
    await write('supervisor.pid', `${holder.pid}\n${started}\n`);
    expect((await restore(dataDir)).output).toContain(`The site already runs on ${dataDir}`);
    holder.kill();
  });

  test('if the database is not the embedded one', async () => {
    const variables = { NODE_ENV: 'test', DATABASE_URL: 'postgres://me@example.org/site' };
    for (const args of [['db:backup'], ['db:restore', file]]) {
      const output: string[] = [];
      expect(
        await run(args, {
          variables,
          root: folder,
          signal: new AbortController().signal,
          say: (line) => output.push(line),
        }),
      ).toBe(1);
      expect(output).toEqual([expect.stringContaining('The database is that of DATABASE_URL')]);
    }
  });

  /** Makes an archive, complete or without its end. */
  async function makeArchive(entries: Record<string, string>, ends = true): Promise<void> {
    const archive = await ArchiveWriter.create(file, new AbortController().signal);
    for (const [path, text] of Object.entries(entries)) await archive.addText(path, text);
    if (ends) await archive.end();
    await archive.close();
  }
  const about = (postgres: string, format = 1) => ({
    'backup.json': JSON.stringify({ format, postgres, startedAt: '2026-03-01T10:00:00.000Z' }),
  });

  /** Overwrites the first byte of `text` in the file. */
  async function damage(text: string): Promise<void> {
    const at = (await readFile(file)).indexOf(text);
    expect(at).toBeGreaterThan(0);
    const handle = await open(file, 'r+');
    await handle.write('!', at);
    await handle.close();
  }

  test.each<[string, () => Promise<void>, RegExp]>([
    ['that does not exist', async () => {}, /cannot be read \(ENOENT\)/],
    ['that is not an archive', () => writeFile(file, 'something else'.repeat(1000)), /is not a complete backup/],
    ['that is empty', () => writeFile(file, ''), /is not a complete backup/],
    [
      'of another major version',
      () => makeArchive({ ...about('13'), 'data/secret': 'x' }),
      /is of Postgres 13, and this version brings Postgres 18/,
    ],
    ['of another format', () => makeArchive(about('18', 2)), /by another release of the site/],
    [
      'without its end',
      () => makeArchive({ ...about('18'), 'data/secret': 'x' }, false),
      /is not a complete backup \(its end is missing\)/,
    ],
    [
      'with a byte changed',
      async () => {
        await makeArchive({ ...about('18'), 'data/secret': 'unmistakable' });
        await damage('unmistakable');
      },
      /is not a complete backup \(data\/secret is not as it was\)/,
    ],
    [
      'with a path outside of the folder',
      () => makeArchive({ ...about('18'), 'data/../../elsewhere': 'x' }),
      /is not a complete backup \(it holds/,
    ],
  ])('of a file %s, and leaves the folder empty', async (_what, make, sentence) => {
    await make();
    const { code, output } = await restore(dataDir);
    expect(output).toMatch(sentence);
    expect(code).toBe(1);
    expect(output.split('\n')).toHaveLength(1);
    expect(await readdir(dataDir)).toEqual([]);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  test('of a truncated file', async () => {
    await makeStoppedSite();
    await haveBackup();
    const handle = await open(file, 'r+');
    await handle.truncate((await stat(file)).size - 600_000);
    await handle.close();
    const copy = join(folder, 'copy');
    expect((await restore(copy)).output).toMatch(/is not a complete backup \(.*\), so nothing was restored\.$/);
    expect(await readdir(copy)).toEqual([]);
  });
});

test('wrong arguments and a missing site are refused with a reason', async () => {
  expect(await command(['db:restore'])).toEqual({
    code: 2,
    output: expect.stringContaining("missing required argument 'file'"),
  });
  expect(await command(['db:backup'], join(folder, 'nothing'))).toEqual({
    code: 1,
    output: expect.stringContaining('There is nothing to back up in'),
  });
});
