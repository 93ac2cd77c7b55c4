import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openTestProxy } from '@/db/message-db/src/testing/proxy';
import { decides } from '../deciding/decides';
import { Add, counter, counterDecider } from '@/workers/testing/fixtures/counter';
import { startProcess, type WorkerProcess } from '@/workers/testing/process';
import type { Program } from '@/workers/testing/programs';
import { eventsIn, eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent } from '@/workers/testing/worker';

const site = await openTestSite();
afterAll(() => site.close());

const processes: WorkerProcess[] = [];
function start(program: Program): WorkerProcess {
  const started = startProcess(program, site.url);
  processes.push(started);
  return started;
}
afterEach(async () => {
  for (const { child, ended } of processes.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

const component = { name: 'counter', subscriptions: [decides(counter, counterDecider)] };
const add = (id: string, amount = 1) => site.write(counter.commandStream(id), Add({ counterId: id, amount }));

describe('a worker process', () => {
  test('notifies its supervisor when its tables exist', async () => {
    await start('start-counters').ready;
    expect((await site.pool.query('SELECT * FROM view.test_counters')).rows).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 at %s', async (signal) => {
    const { child, ready, ended } = start('start-counter');
    await ready;
    child.kill(signal);
    expect(await ended).toBe(0);
  });

  test('ends with its supervisor', async () => {
    const { child, ready, ended } = start('start-counter');
    await ready;
    child.disconnect();
    expect(await ended).toBe(0);
  });

  test('that is killed again and again loses and doubles no message', async () => {
    const streams = Array.from({ length: 20 }, (_, n) => `killed${n}`);
    const rounds = 30;
    let sent = 0;
    let aggregator = start('start-counters');
    for (let kills = 0; kills < 3; kills += 1) {
      const { child, ready, ended } = start('start-counter');
      await Promise.all([ready, aggregator.ready]);
      const before = await committed();
      const load = (async () => {
        for (let round = 0; round < rounds; round += 1) await Promise.all(streams.map((id) => add(id)));
      })();
      // Some batches are committed, and more commands follow.
      await eventually(async () => expect(await committed()).toBeGreaterThan(before + 50));
      child.kill('SIGKILL');
      aggregator.child.kill('SIGKILL');
      expect(await Promise.all([ended, aggregator.ended])).toEqual(['SIGKILL', 'SIGKILL']);
      await load;
      sent += rounds;
      aggregator = start('start-counters');
    }

    await Promise.all([start('start-counter').ready, aggregator.ready]);
    await handled(site, 'counter', counter.commandCategory);
    await handled(site, 'test_counters_v1', counter.category, 'test_counters_v1.checkpoint');
    const expected = Array.from({ length: sent }, (_, n) => n + 1);
    for (const id of streams) {
      const totals = (await eventsIn(site, counter, id)).map(({ data }) => (data as { total: number }).total);
      expect(totals).toEqual(expected);
    }
    const { rows } = await site.pool.query('SELECT DISTINCT sum, events FROM view.test_counters');
    expect(rows).toEqual([{ sum: sent, events: sent }]);
  });

  async function committed(): Promise<number> {
    const { rows } = await site.pool.query<{ count: number }>(
      `SELECT count(*) FROM message_store.messages WHERE message_store.category(stream_name) = $1`,
      [counter.category],
    );
    return rows[0]?.count ?? 0;
  }
});

test('a worker that starts without a database waits until there is one', async () => {
  const proxy = await openTestProxy(site.url);
  await proxy.down();
  const worker = startTestComponent(proxy.url, component);
  await eventually(() =>
    expect(worker.logged.filter(({ msg }) => msg.startsWith('no connection')).length).toBeGreaterThan(2),
  );
  await add('late');
  await proxy.up();
  await worker.ready;
  await eventually(async () => expect(await eventsIn(site, counter, 'late')).toHaveLength(1));
  expect(worker.logged.filter(({ level }) => level === 'error')).toEqual([]);
  await worker.stop();
  await proxy.close();
});

test('stop() lets the current batch finish', async () => {
  for (let n = 0; n < 50; n += 1)
    await site.store.write(counter.commandStream('drained'), Add({ counterId: 'drained', amount: 1 }));
  const held = await site.pool.connect();
  await held.query(`BEGIN; SELECT message_store.acquire_lock('counter-drained')`);
  const worker = startTestComponent(site.url, component);
  await eventually(async () => {
    const { rowCount } = await site.pool.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'worker counter' AND wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBe(1);
  });
  const stopped = worker.stop();
  await held.query('COMMIT');
  held.release();
  await stopped;
  expect(await eventsIn(site, counter, 'drained')).toHaveLength(50);
});
