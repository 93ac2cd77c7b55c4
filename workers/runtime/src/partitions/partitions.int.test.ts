import { partitionOf } from '@message-db/client';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decides } from '../deciding/decides';
import { repartition, NoSuchConsumerError } from './repartition';
import { Add, counter, counterDecider } from '@/workers/testing/fixtures/counter';
import { startProcess, type WorkerProcess } from '@/workers/testing/process';
import { eventsIn, eventually, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';

const site = await openTestSite();
const running: TestWorker[] = [];
const processes: WorkerProcess[] = [];
beforeEach(() =>
  site.pool.query(
    'TRUNCATE message_store.messages, runtime.consumer, runtime.checkpoint, runtime.lease, runtime.process',
  ),
);
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.splice(0).map(({ ended }) => ended));
});
afterAll(() => site.close());

const category = counter.commandCategory;
const ids = Array.from({ length: 20 }, (_, n) => `c${n}`);

function run(options?: Parameters<typeof startTestComponent>[2]): TestWorker {
  const worker = startTestComponent(
    site.url,
    { name: 'counter', subscriptions: [decides(counter, counterDecider)] },
    options,
  );
  running.push(worker);
  return worker;
}
async function stop(worker: TestWorker): Promise<void> {
  running.splice(running.indexOf(worker), 1);
  await worker.stop();
}
async function start(): Promise<WorkerProcess> {
  const process = startProcess('start-counter', site.url);
  processes.push(process);
  await process.ready;
  return process;
}
async function repartitionTo(partitions: number): Promise<void> {
  await site.pool.query(
    `INSERT INTO runtime.consumer (consumer, category) VALUES ('counter', $1) ON CONFLICT DO NOTHING`,
    [category],
  );
  await repartition(site.pool, 'counter', category, partitions);
}
/** Returns how many valid leases each process holds, the most first. */
async function shares(): Promise<number[]> {
  const { rows } = await site.pool.query<{ count: number }>(
    'SELECT count(*) FROM runtime.lease WHERE owned_until > now() GROUP BY owner ORDER BY 1 DESC',
  );
  return rows.map(({ count }) => count);
}
let added = 0;
beforeEach(() => {
  added = 0;
});
/** Sends commands that add 1 to every counter. */
async function addToAll(): Promise<void> {
  added += 1;
  for (const id of ids) await site.write(counter.commandStream(id), Add({ counterId: id, amount: 1 }));
}
/** Waits until every command was handled once and in order. */
async function expectAllAdded(): Promise<void> {
  const upTo = Array.from({ length: added }, (_, n) => n + 1);
  for (const id of ids) {
    await eventually(async () => expect(await eventsIn(site, counter, id)).toHaveLength(added));
    expect((await eventsIn(site, counter, id)).map(({ data }) => (data as { total: number }).total)).toEqual(upTo);
  }
}

describe('partitions', () => {
  test('use the same hash as Message DB', async () => {
    const names = ['a-1', 'a:command-2f', 'a-1+2', 'a-1+3', 'äöü-ßß', ...ids.map((id) => counter.stream(id))];
    const { rows } = await site.pool.query<{ partition: number }>(
      'SELECT mod(@message_store.hash_64(message_store.cardinal_id(name)), 7)::int AS partition FROM unnest($1::text[]) AS name',
      [names],
    );
    expect(names.map((name) => partitionOf(name, 7))).toEqual(rows.map(({ partition }) => partition));
  });

  test('are shared by all processes, and each entity keeps its order', async () => {
    await repartitionTo(5);
    const workers = [run(), run(), run()];
    await eventually(async () => expect(await shares()).toEqual([2, 2, 1]));
    for (let round = 0; round < 5; round += 1) await addToAll();
    await expectAllAdded();
    expect(workers.map(({ logged }) => logged.some(({ msg }) => msg === 'handled'))).toEqual([true, true, true]);
    const loud = workers.flatMap(({ logged }) => logged).filter(({ level }) => level === 'error' || level === 'warn');
    expect(loud).toEqual([]);
  });

  test('of a process that stops are taken over at once', async () => {
    await repartitionTo(4);
    const first = run();
    const second = run();
    await eventually(async () => expect(await shares()).toEqual([2, 2]));
    await stop(first);
    await eventually(async () => expect(await shares()).toEqual([4]));
    await addToAll();
    await expectAllAdded();
    expect(second.logged.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });

  test('of a process that is killed are taken over', async () => {
    await repartitionTo(4);
    const first = await start();
    run();
    await eventually(async () => expect(await shares()).toEqual([2, 2]));
    await addToAll();
    first.child.kill('SIGKILL');
    await addToAll();
    await expectAllAdded();
  });

  test('of a process that hangs are taken over, and its late commit fails', async () => {
    await repartitionTo(4);
    const first = await start();
    run();
    await eventually(async () => expect(await shares()).toEqual([2, 2]));
    await addToAll();
    first.child.kill('SIGSTOP');
    await addToAll();
    await expectAllAdded();
    first.child.kill('SIGCONT');
    await eventually(async () => expect(await shares()).toEqual([2, 2]));
    await addToAll();
    await expectAllAdded();
  });

  test('are shared without notifications', async () => {
    await repartitionTo(2);
    run({ notifications: 'off' });
    const second = run({ notifications: 'off' });
    await eventually(async () => expect(await shares()).toEqual([1, 1]));
    await stop(second);
    await addToAll();
    await expectAllAdded();
  });
});

describe('a change of their number', () => {
  test('loses nothing and repeats nothing under load', async () => {
    run();
    run();
    let loading = true;
    const load = (async () => {
      while (loading) await addToAll();
    })();
    for (const partitions of [4, 1, 7, 3, 2, 5]) {
      await repartitionTo(partitions);
      await eventually(async () => expect((await shares()).reduce((sum, count) => sum + count, 0)).toBe(partitions));
    }
    loading = false;
    await load;
    await expectAllAdded();
  });

  test('does not repeat messages of a partition that is far ahead', async () => {
    await repartitionTo(2);
    const { rows } = await site.pool.query<{ epoch: number }>('SELECT epoch FROM runtime.consumer');
    // The process that holds partition 1 handles nothing.
    await site.pool.query(
      `INSERT INTO runtime.lease VALUES ('counter', $1, 1, gen_random_uuid(), now() + interval '1 hour')`,
      [category],
    );
    await site.pool.query(`INSERT INTO runtime.process (process, token, worker, consumers, host, pid)
      SELECT owner, 0, 'counter', '{}', 'elsewhere', 0 FROM runtime.lease`);
    const holder = await site.pool.connect();
    await holder.query('SELECT pg_advisory_lock(7264518, 0)');
    await holder.query(`UPDATE runtime.process SET seen_at = now() + interval '1 hour' WHERE host = 'elsewhere'`);
    run();
    await addToAll();
    await addToAll();
    const ahead = ids.filter((id) => partitionOf(counter.commandStream(id), 2) === 0);
    for (const id of ahead) await eventually(async () => expect(await eventsIn(site, counter, id)).toHaveLength(2));
    for (const id of ids.filter((other) => !ahead.includes(other)))
      expect(await eventsIn(site, counter, id)).toEqual([]);

    await repartitionTo(3);
    await expectAllAdded();
    await repartitionTo(1);
    await addToAll();
    await expectAllAdded();
    expect(rows[0]?.epoch).toBe(1);
    await holder.query('SELECT pg_advisory_unlock(7264518, 0)');
    holder.release();
  });

  test('is refused for an unknown consumer', async () => {
    await expect(repartition(site.pool, 'nobody', 'nothing', 2)).rejects.toThrow(NoSuchConsumerError);
  });
});
