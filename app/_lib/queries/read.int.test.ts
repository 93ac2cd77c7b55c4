import { createPool } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { creatorsVideos } from '@/workers/aggregators/creators-videos/aggregator';
import { ada, bob, bread, history, knots, sails } from '@/workers/aggregators/testing/history';
import { roleOf } from '@/roles';
import { projectInto } from '@/workers/testing/aggregator';
import type { Asker, Statement } from './read';

const { read } = await import('./read');
const { PageConnection } = await import('./page-connection');

const database = await createTestDatabase();
const pools = [1, 3].map((max) =>
  createPool({ connectionString: database.url, role: roleOf('application'), max, pipeline: true }),
);
const superuser = createPool({ connectionString: database.url, max: 1 });
const [one, three] = pools as [(typeof pools)[0], (typeof pools)[0]];
beforeAll(() => projectInto(database.url, creatorsVideos, history));
afterAll(async () => {
  await Promise.all([superuser, ...pools].map((pool) => pool.end()));
  await database.drop();
});

const [asAda, asBob] = [{ userId: ada }, { userId: bob }];
const ALL = 'SELECT video_id AS id, pg_backend_pid() AS connection FROM view.creators_videos ORDER BY 1';
const videos = async (asker: Asker | null, pool = one) =>
  (await read<{ id: string }>(pool, asker, { text: ALL })).map(({ id }) => id);
const expected = new Map<Asker | null, string[]>([
  [asAda, [knots, sails]],
  [asBob, [bread]],
  [null, []],
]);

/** Returns which connection of the server is used, and which asker it knows. */
async function connection(): Promise<unknown> {
  const [known] = await read(one, null, {
    text: `SELECT pg_backend_pid() AS id, concat(current_setting('site.user_id', true), current_setting('site.is_admin', true)) AS asker`,
  });
  return known;
}

test('a connection forgets its asker', async () => {
  expect(await videos(null)).toEqual([]);
  const before = await connection();
  expect(await videos(asAda)).toEqual([knots, sails]);
  expect(await videos(null)).toEqual([]);
  expect(await videos({ ...asBob, isAdmin: true })).toEqual([bread]);
  expect(await connection()).toEqual({ ...(before as object), asker: '' });
});

test('many askers at once over few connections each see their own rows', async () => {
  const asking = Array.from({ length: 300 }, (_, n) => [...expected][n % 3]!);
  const answers = await Promise.all(asking.map(([asker]) => videos(asker, three)));
  expect(answers).toEqual(asking.map(([, ids]) => ids));
});

test('a failed statement leaves no asker on its connection', async () => {
  await expect(read(one, asAda, { text: 'SELECT 1 / 0' })).rejects.toThrow('division by zero');
  expect(await connection()).toMatchObject({ asker: '' });
  expect(await videos(null)).toEqual([]);
});

test('a statement that times out leaves no asker on its connection', async () => {
  await expect(read(one, asAda, { text: 'SELECT pg_sleep(60)', query_timeout: 50 })).rejects.toThrow('timeout');
  expect(await connection()).toMatchObject({ asker: '' });
  expect(await videos(null)).toEqual([]);
});

test('the asker is a value, not SQL', async () => {
  const injected = `'; SET site.user_id = '${ada}`;
  await expect(videos({ userId: injected })).rejects.toMatchObject({ code: '22P02' });
  expect(await videos(null)).toEqual([]);
});

test('an asker may not write, a transaction long', async () => {
  const isReadOnly = { text: 'SHOW transaction_read_only' };
  expect(await read(one, asAda, isReadOnly)).toEqual([{ transaction_read_only: 'on' }]);
  expect(await read(one, null, isReadOnly)).toEqual([{ transaction_read_only: 'off' }]);
});

describe('a page', () => {
  /** Statements that fail: in the database, before they are sent, and for their asker. */
  const failing: [Asker | null, Statement][] = [
    [asAda, { text: 'SELECT 1 / 0' }],
    [null, { text: 'SELECT 1 / 0' }],
    [asBob, { text: 'nonsense' }],
    [asAda, { text: 'SELECT $1::text', values: [{ toPostgres: () => raise('not to be sent') }] }],
    [{ userId: 'nobody' }, { text: ALL }],
  ];
  const raise = (message: string) => {
    throw new Error(message);
  };
  type Row = { id: string; connection: number };

  test('asks as many askers as it likes, all at once on one connection, and each sees their own rows', async () => {
    const page = new PageConnection(three);
    const asking = Array.from({ length: 300 }, (_, n) => [...expected][(n * 7) % 3]!);
    const answers = await Promise.all(asking.map(([asker]) => page.read<Row>(asker, { text: ALL })));
    expect(answers.map((rows) => rows.map(({ id }) => id))).toEqual(asking.map(([, ids]) => ids));
    expect(new Set(answers.flat().map((row) => row.connection)).size).toBe(1);
  });

  test.each(failing)('sees no row of others around a statement that fails: %j %j', async (asker, statement) => {
    const page = new PageConnection(one);
    const seen = (user: Asker | null) => page.read<Row>(user, { text: ALL }).then((rows) => rows.map(({ id }) => id));
    const [before, failed, ...after] = await Promise.allSettled([
      seen(asBob),
      page.read(asker, statement),
      ...[...expected.keys()].map(seen),
      page.read(null, { text: `SELECT current_setting('site.user_id', true) AS asker` }),
    ]);
    expect(before).toMatchObject({ value: [bread] });
    expect(failed.status).toBe('rejected');
    expect(after.map((answer) => answer.status === 'fulfilled' && answer.value)).toEqual([
      ...expected.values(),
      [{ asker: '' }],
    ]);
    expect(await videos(null)).toEqual([]);
  });

  test.each(['pg_cancel_backend', 'pg_terminate_backend'])('sees no row of others after %s', async (end) => {
    const page = new PageConnection(one);
    const [{ id } = raise('no connection')] = await page.read<{ id: number }>(asAda, {
      text: 'SELECT pg_backend_pid() AS id',
    });
    const sleeping = page.read(asAda, { text: 'SELECT pg_sleep(600)' }).catch((error: Error) => error.message);
    const behind = page.read<Row>(null, { text: ALL }).catch(() => []);
    const ends = `SELECT ${end}(pid) FROM pg_stat_activity WHERE pid = $1 AND state = 'active' AND query LIKE '%sleep%'`;
    await vi.waitUntil(async () => (await superuser.query(ends, [id])).rowCount, { interval: 5, timeout: 60_000 });
    expect(await sleeping).toMatch(/cancel|terminat/);
    // Cancelled, only the first one has failed; terminated, both.
    expect(await behind).toEqual([]);
    expect(await page.read(null, { text: ALL })).toEqual([]);
    expect((await page.read<Row>(asBob, { text: ALL })).map((row) => row.id)).toEqual([bread]);
  });

  test('returns its connection when it has its answers, and takes another for later questions', async () => {
    const page = new PageConnection(one);
    await Promise.all([page.read(asAda, { text: ALL }), page.read(null, { text: ALL })]);
    expect(await new PageConnection(one).read(null, { text: ALL })).toEqual([]);
    expect(await page.read(asAda, { text: ALL })).toHaveLength(2);
  });
});
