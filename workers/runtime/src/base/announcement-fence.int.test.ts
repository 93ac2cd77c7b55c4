import { createPool, listen, type Listener } from '@message-db/client';
import { afterAll, expect, test } from 'vitest';
import { openTestSite } from '@/workers/testing/test-site';
import { eventually } from '../testing/eventually';
import { announceInFence, passFence } from './announcement-fence';

const site = await openTestSite();
const pool = createPool({ connectionString: site.url });
const heard: string[] = [];
let listener: Listener;
await new Promise<void>((resolve) => {
  listener = listen({
    connection: { connectionString: site.url },
    channels: ['news'],
    onNotification: (_, payload) => heard.push(payload),
    onConnect: () => resolve(),
  });
});
afterAll(async () => {
  await listener.close();
  await pool.end();
  await site.close();
});

const isBlocked = () =>
  eventually(async () => {
    const { rowCount } = await site.pool.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
    expect(rowCount).toBe(1);
  });

test('the fence waits for an announcer that may not have signalled all listeners, and then they are heard', async () => {
  const announcer = await pool.connect();
  await announcer.query('SELECT pg_advisory_lock_shared(7264519)');
  let isPassed = false;
  const passing = passFence(listener.connection).then(() => (isPassed = true));
  await isBlocked();
  await announcer.query(`SELECT pg_notify('news', 'first')`);
  expect(isPassed).toBe(false);
  await announcer.query('SELECT pg_advisory_unlock_shared(7264519)');
  announcer.release();
  await passing;
  expect(heard).toEqual(['first']);
});

test('announcers hold the fence together, and not while somebody passes', async () => {
  heard.length = 0;
  const passer = await pool.connect();
  await passer.query('SELECT pg_advisory_lock(7264519)');
  const announcing = announceInFence(pool, { news: ['a', "it's", 'a'], more: [] });
  await isBlocked();
  expect(heard).toEqual([]);
  await passer.query('SELECT pg_advisory_unlock(7264519)');
  passer.release();
  await announcing;
  await passFence(listener.connection);
  expect(heard).toEqual(['a', "it's"]);
});

test('an announcer that fails leaves the fence open', async () => {
  await expect(announceInFence(pool, { news: ['x'.repeat(9_000)] })).rejects.toThrow('payload string too long');
  await passFence(listener.connection);
  expect(pool.totalCount).toBe(pool.idleCount);
});

test('nothing to announce takes no connection', async () => {
  await announceInFence({ connect: () => Promise.reject(new Error('a connection was taken')) }, { news: [] });
});
