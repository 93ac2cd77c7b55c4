import { createPool } from '@message-db/client';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import type { Limit } from './limits';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let superuser: Pool;
const processes: Process[] = [];

interface Process {
  limits: typeof import('./take');
  pool: Pool;
}

/** Starts what an application process has: its own modules, memory and connections. */
async function startProcess(): Promise<Process> {
  vi.resetModules();
  delete (globalThis as { videoTutorials?: unknown }).videoTutorials;
  const { messageStore } = await import('@/app/_lib/queries/database');
  const started = { limits: await import('./take'), pool: messageStore().pool as unknown as Pool };
  // Its memory is made when it is first used.
  started.limits.knownFull('uses of a proof', 'any');
  const own = (globalThis as { videoTutorials?: unknown }).videoTutorials;
  const inProcess = <Act extends (...args: never[]) => unknown>(act: Act) =>
    ((...args) => {
      (globalThis as { videoTutorials?: unknown }).videoTutorials = own;
      return act(...args);
    }) as Act;
  const { take, giveBack, forget, takenOf, knownFull } = started.limits;
  started.limits = {
    ...started.limits,
    ...{ take: inProcess(take), giveBack: inProcess(giveBack), forget: inProcess(forget) },
    ...{ takenOf: inProcess(takenOf), knownFull: inProcess(knownFull) },
  };
  processes.push(started);
  return started;
}

const TEN: Limit = 'wrong passwords for an address';
const times = (count: number) => Array.from({ length: count }, (_, n) => n);

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = createPool({ connectionString: database.url, max: 1 }) as unknown as Pool;
  Object.assign(process.env, { DATABASE_URL: database.url, SECRET: 'a secret for these tests, and no other' });
});
beforeEach(() => superuser.query('DELETE FROM limits.count'));
afterEach(async () => {
  vi.restoreAllMocks();
  for (const { pool } of processes.splice(0)) await pool.end();
});
afterAll(async () => {
  await superuser.end();
  await database.drop();
});

test('processes share a limit, also when they take at once', async () => {
  const [one, other] = [await startProcess(), await startProcess()];
  const asked = times(40).map((n) => (n % 2 === 0 ? one : other).limits.take([TEN, 'ada@example.com']));
  const answers = await Promise.all(asked);
  expect(answers.filter((full) => full === null)).toHaveLength(10);
  expect(answers.find((full) => full !== null)).toEqual({
    ...{ limit: TEN, seconds: expect.any(Number) as number },
    sentence: expect.stringContaining('Too many wrong passwords') as string,
  });
  expect(await other.limits.take([TEN, 'bob@example.com'])).toBeNull();
});

test('a limit begins again when its window is over, by the clock of the database', async () => {
  const { limits } = await startProcess();
  for (const _ of times(10)) await limits.take([TEN, 'ada']);
  await superuser.query(`UPDATE limits.count SET ends_at = ends_at - interval '14 minutes'`);
  expect(await limits.take([TEN, 'ada'])).toMatchObject({ limit: TEN });
  await superuser.query(`UPDATE limits.count SET ends_at = ends_at - interval '1 minute'`);
  expect(await (await startProcess()).limits.take([TEN, 'ada'])).toBeNull();
  expect(await (await startProcess()).limits.takenOf(TEN, 'ada')).toBe(1);
});

test('a flood on a full limit costs no statements, and the database is asked again after ten seconds', async () => {
  const [one, other] = [await startProcess(), await startProcess()];
  for (const _ of times(11)) await one.limits.take([TEN, 'ada']);
  const query = vi.spyOn(one.pool, 'query');
  for (const _ of times(1000)) expect(await one.limits.take([TEN, 'ada'])).toMatchObject({ limit: TEN });
  expect(one.limits.knownFull(TEN, 'ada')).toMatchObject({ limit: TEN });
  expect(query).not.toHaveBeenCalled();

  await other.limits.forget([TEN, 'ada']);
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + 11_000);
  expect(one.limits.knownFull(TEN, 'ada')).toBeNull();
  expect(await one.limits.take([TEN, 'ada'])).toBeNull();
});

test('what is full takes nothing of the limits after it', async () => {
  const { limits } = await startProcess();
  const both = [
    ['registrations from a network', '203.0.113.5'],
    ['mails from a network', '203.0.113.5'],
  ] as const;
  const answers = [];
  for (const _ of times(70)) answers.push(await limits.take(...both));
  expect(answers.filter((full) => full === null)).toHaveLength(60);
  expect(await limits.takenOf(...both[1])).toBe(60);
  // The links for passwords of the same network are mails too.
  const links = [['password links from a network', '203.0.113.5'], both[1]] as const;
  for (const _ of times(30)) expect(await limits.take(...links)).toBeNull();
  expect(await limits.take(both[1])).toMatchObject({ limit: 'mails from a network' });
});

test('what is given back can be taken again, and a limit that is forgotten begins again', async () => {
  const { limits } = await startProcess();
  for (const _ of times(9)) await limits.take([TEN, 'ada']);
  for (const _ of times(5)) {
    expect(await limits.take([TEN, 'ada'])).toBeNull();
    await limits.giveBack([TEN, 'ada']);
  }
  expect(await limits.takenOf(TEN, 'ada')).toBe(9);
  for (const _ of times(2)) await limits.take([TEN, 'ada']);
  await limits.forget([TEN, 'ada']);
  expect(await limits.takenOf(TEN, 'ada')).toBe(0);
  await limits.giveBack([TEN, 'ada']);
  expect(await limits.takenOf(TEN, 'ada')).toBe(0);
});

test('what is taken and given back by many at once is as if it was done in turn', async () => {
  const { limits } = await startProcess();
  const both = [
    ['wrong passwords from a network', '203.0.113.5'],
    [TEN, 'ada'],
  ] as const;
  const tryRight = async () => {
    if ((await limits.take(...both)) === null) await limits.giveBack(...both);
  };
  await Promise.all(times(60).map(tryRight));
  expect(await limits.takenOf(...both[1])).toBe(0);
  expect(await limits.takenOf(...both[0])).toBeLessThanOrEqual(50);
});

test('who has no network has no limit', async () => {
  const { limits, pool } = await startProcess();
  const query = vi.spyOn(pool, 'query');
  for (const _ of times(20)) expect(await limits.take([TEN, null])).toBeNull();
  await limits.giveBack([TEN, null]);
  expect([query.mock.calls, await limits.takenOf(TEN, null)]).toEqual([[], 0]);
});

test('no address is stored, and rows whose window is over are removed', async () => {
  const { limits } = await startProcess();
  await limits.take([TEN, 'ada@example.com'], ['mails from a network', '203.0.113.5']);
  const { rows } = await superuser.query('SELECT * FROM limits.count');
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/ada|203\.0/);
  await superuser.query(
    `INSERT INTO limits.count SELECT 'of before', gen_random_uuid(), 1, now() - interval '1 second' FROM generate_series(1, 25)`,
  );
  for (const n of times(3)) await limits.take([TEN, `person ${n}`]);
  expect((await superuser.query('SELECT FROM limits.count')).rowCount).toBe(5);
});

test('nothing may be done while the database cannot be asked', async () => {
  const { limits } = await startProcess();
  await superuser.query('REVOKE EXECUTE ON FUNCTION limits.take FROM video_tutorials_application');
  await expect(limits.take([TEN, 'ada'])).rejects.toThrow('permission denied');
  await superuser.query('GRANT EXECUTE ON FUNCTION limits.take TO video_tutorials_application');
});
