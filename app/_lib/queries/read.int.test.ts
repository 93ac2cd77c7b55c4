import { createPool } from '@message-db/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { creatorsVideos } from '@/workers/aggregators/creators-videos/aggregator';
import { ada, bob, bread, history, knots, sails } from '@/workers/aggregators/testing/history';
import { roleOf } from '@/roles';
import { projectInto } from '@/workers/testing/aggregator';
import type { Asker } from './read';

const { read } = await import('./read');

const database = await createTestDatabase();
const pools = [1, 3].map((max) => createPool({ connectionString: database.url, role: roleOf('application'), max }));
const [one, three] = pools as [(typeof pools)[0], (typeof pools)[0]];
beforeAll(() => projectInto(database.url, creatorsVideos, history));
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
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
