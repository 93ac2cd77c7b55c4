import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { readPostmaster } from '@/db/embedded/postmaster';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { serviceOf } from '@/db/access/access';
import { loginUrl, readSecrets } from '@/db/access/secrets';
import { setUpDatabase } from '@/db/access/set-up';
import { ACCESS, SITE } from '@/workers/services/site-database';
import { watchPage } from '@/workers/aggregators/videos/aggregator';
import { run } from './program';

const root = resolve(import.meta.dirname, '../..');

let folder: string;
let dataDir: string;
let server: EmbeddedPostgres;
let superuser: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'database-commands-'));
  // The server may run as another user, who must reach its folder.
  execFileSync('chmod', ['711', folder]);
  dataDir = join(folder, 'site');
  await start();
  await setUpDatabase(SITE, server.url, dataDir);
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  server = await startEmbedded({ dataDir, log: () => {}, durable: false });
  superuser = new pg.Client(server.url);
  await superuser.connect();
}

async function stop(): Promise<void> {
  await superuser.end();
  await server.stop();
}

async function command(
  args: string[],
  variables: Record<string, string> = { DATA_DIR: dataDir },
  signal = new AbortController().signal,
) {
  const lines: string[] = [];
  const code = await run(args, {
    variables: { NODE_ENV: 'test', ...variables },
    signal,
    say: (line) => lines.push(...line.split('\n')),
  });
  return { code, lines };
}

const DRIFT = 'GRANT SELECT ON runtime.timer TO video_tutorials_application';
const NAMED = ['Grants', '  - grant SELECT ON TABLE runtime.timer TO video_tutorials_application', ''];

test('on a running site, plan and verify show drift, and apply corrects it', async () => {
  await superuser.query(DRIFT);
  const planned = await command(['db:plan']);
  expect(planned.code).toBe(0);
  expect(planned.lines.slice(0, 4)).toEqual([
    ...NAMED,
    '1 thing would be changed by npm run db:apply, or at the next start',
  ]);
  expect(planned.lines).toContain(
    `  The tables of videos are built, version ${watchPage.version}, when its worker starts.`,
  );

  const tried = await command(['db:verify']);
  expect(tried.code).toBe(1);
  expect(tried.lines.find((line) => line.startsWith('tables and views'))).toMatch(/ 1$/);
  expect(tried.lines.filter((line) => line.startsWith('✗'))).toEqual([
    expect.stringContaining('✗ video_tutorials_application can do what it must not, read runtime.timer: SELECT'),
    expect.stringMatching(/^✗ 1 of [\d,]+ attempts had the wrong outcome: npm run db:plan shows the drift/),
  ]);

  const applied = await command(['db:apply']);
  expect([applied.code, applied.lines.slice(0, 4)]).toEqual([0, [...NAMED, '✓ 1 thing was changed']]);
  for (const each of ['db:apply', 'db:plan']) {
    const again = await command([each]);
    expect([again.code, again.lines[0]]).toEqual([0, '✓ Nothing to change']);
  }
  const verified = await command(['db:verify']);
  expect([verified.code, verified.lines.at(-1)]).toEqual([
    0,
    expect.stringMatching(/^✓ [\d,]+ attempts of \d+ services: each may do what it needs, and nothing else$/),
  ]);
});

test('two simultaneous applies both succeed', async () => {
  await superuser.query(DRIFT);
  const both = await Promise.all([command(['db:apply']), command(['db:apply'])]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both.map(({ lines }) => lines.find((line) => line.startsWith('✓'))).sort()).toEqual([
    '✓ 1 thing was changed',
    '✓ Nothing to change',
  ]);
});

test('apply is refused if an object of the user depends on one that it would drop', async () => {
  await superuser.query(
    'CREATE FUNCTION runtime.mine() RETURNS int LANGUAGE sql AS $$SELECT 1$$; CREATE TABLE public.kept (id int DEFAULT runtime.mine()); INSERT INTO public.kept DEFAULT VALUES',
  );
  const refused = await command(['db:apply']);
  expect(refused).toEqual({
    code: 1,
    lines: [
      '✗ Nothing was changed, because function runtime.mine() does not belong to the site and cannot be dropped: default value for column id of table public.kept depends on function runtime.mine().',
    ],
  });
  expect((await superuser.query('SELECT * FROM public.kept')).rows).toEqual([{ id: 1 }]);
  await superuser.query('DROP TABLE public.kept');
  expect((await command(['db:apply'])).lines).toContain('  - function runtime.mine()');
});

test('a password that was changed by hand is reported, and not changed while a process uses it', async () => {
  const worker = new pg.Client(loginUrl(server.url, serviceOf(ACCESS, 'videos'), await readSecrets(dataDir)));
  await worker.connect();
  await superuser.query(`ALTER ROLE video_tutorials_videos PASSWORD 'another'`);
  const sentence =
    `Somebody is connected as video_tutorials_videos with a password that is not the one in ${dataDir}: copy database-secrets.json there ` +
    'from the other machine of this site, or, where the password was changed by hand, stop the site first.';
  const planned = await command(['db:plan']);
  expect(planned.code).toBe(0);
  expect(planned.lines).toEqual(
    expect.arrayContaining([
      '  ~ password of video_tutorials_videos, which is not the one that is kept',
      `  ${sentence}`,
    ]),
  );
  expect(await command(['db:apply'])).toEqual({ code: 1, lines: [`✗ ${sentence}`] });
  await worker.end();
  expect((await command(['db:apply'])).lines).toContain('✓ 1 thing was changed');
});

test('a plan without drift waits for no writer, and no writer waits for it', async () => {
  await superuser.query(`BEGIN; DO $$ DECLARE place text; BEGIN
    FOR place IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('message_store'::regnamespace, 'runtime'::regnamespace, 'personal'::regnamespace, 'limits'::regnamespace)
    LOOP EXECUTE format('LOCK TABLE %s IN ROW EXCLUSIVE MODE', place); END LOOP; END $$`);
  expect((await command(['db:plan'])).lines[0]).toBe('✓ Nothing to change');
  await superuser.query('ROLLBACK');
});

test('an abort ends an apply that waits for a lock', async () => {
  await superuser.query('SELECT pg_advisory_lock(7264518033)');
  const controller = new AbortController();
  const ended = command(['db:apply'], undefined, controller.signal);
  await eventually(async () => {
    const { rows } = await superuser.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'set-up' AND wait_event = 'advisory'`,
    );
    expect(rows).toHaveLength(1);
  });
  controller.abort();
  expect(await ended).toEqual({ code: 1, lines: ['✗ Aborted: npm run db:plan shows the remaining changes.'] });
  await superuser.query('SELECT pg_advisory_unlock_all()');
});

test('on a stopped site, each command starts the server and stops it again', async () => {
  await superuser.query(DRIFT);
  await stop();
  const files = await readdir(dataDir);
  const planned = await command(['db:plan']);
  expect([planned.code, planned.lines.slice(0, 3)]).toEqual([0, NAMED]);
  expect(await readPostmaster(join(dataDir, 'postgres/data'))).toBeUndefined();
  expect(await readdir(dataDir)).toEqual(files);
  expect((await command(['db:apply'])).code).toBe(0);
  expect((await command(['db:verify'])).code).toBe(0);
  await start();
});

test('the command works with DATABASE_URL', async () => {
  const child = spawn(process.execPath, ['bin/database.js', 'db:plan'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: server.url, DATA_DIR: dataDir },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = await once(child, 'close');
  expect([code, output.split('\n')[0]]).toEqual([0, '✓ Nothing to change']);
});

describe('refused with a reason', () => {
  test.each(['db:plan', 'db:apply', 'db:verify'])(
    '%s in a folder without a site, which it does not create',
    async (name) => {
      const missing = join(folder, 'missing');
      expect(await command([name], { DATA_DIR: missing })).toEqual({
        code: 1,
        lines: [
          `✗ There is no site in ${missing}: set DATA_DIR or DATABASE_URL to the site’s, or start one with npm start.`,
        ],
      });
      expect(existsSync(missing)).toBe(false);
    },
  );

  test('db:verify without the passwords', async () => {
    const elsewhere = join(folder, 'elsewhere');
    expect(await command(['db:verify'], { DATABASE_URL: server.url, DATA_DIR: elsewhere })).toEqual({
      code: 1,
      lines: [
        `✗ The password of video_tutorials_application is not kept in ${elsewhere}: verify on the machine that has it, or run npm run db:apply here.`,
      ],
    });
  });

  test.each([
    [['db:plan', 'more'], 2],
    [['plan'], 2],
    [['--help'], 0],
    [['db:verify', '--help'], 0],
  ])('%j', async (args, code) => {
    const { code: given, lines } = await command(args);
    expect(given).toBe(code);
    expect(lines.join('\n')).toMatch(code === 0 ? /Usage: npm run db:/ : /^✗ /);
  });
});
