import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestProxy } from '@/db/message-db/src/testing/proxy';
import { decides } from '../deciding/decides';
import { lagOf } from './lag';
import { reacts } from '../reacting/reacts';
import { Add, Added, counter, counterDecider, counters } from '@/workers/testing/fixtures/counter';
import { startProcess } from '@/workers/testing/process';
import { eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestAggregator, startTestComponent, type TestWorker } from '@/workers/testing/worker';

const site = await openTestSite();
const running: TestWorker[] = [];

beforeEach(async () => {
  await site.pool.query('TRUNCATE message_store.messages');
});
afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())));
afterAll(() => site.close());

const component = { name: 'counter', subscriptions: [decides(counter, counterDecider)] };
const add = (amount = 1) => site.write(counter.commandStream('a'), Add({ counterId: 'a', amount }));

async function started(worker: TestWorker): Promise<TestWorker> {
  running.push(worker);
  await worker.ready;
  await eventually(() => expect(worker.host.membership.metricsUrl).not.toBeNull());
  return worker;
}

async function request(worker: TestWorker, path: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`${worker.host.membership.metricsUrl}${path}`);
  return { status: response.status, body: await response.text() };
}

async function health(worker: TestWorker, path: 'live' | 'ready') {
  const { status: code, body } = await request(worker, `/health/${path}`);
  return { code, ...(JSON.parse(body) as { status: string; issues?: unknown[]; stuck?: string[] }) };
}

/** Returns the samples of a metric in Prometheus' format: `name{label="value",…} number`. */
async function samples(worker: TestWorker, metric: string) {
  const { body } = await request(worker, '/metrics');
  return body.split('\n').flatMap((line) => {
    const match = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (match?.[1] !== metric) return [];
    const pairs = (match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
    const labels = [...pairs].map(([, name, value]) => [name!, value!]);
    return [{ labels: Object.fromEntries(labels) as Record<string, string>, value: Number(match[3]) }];
  });
}

describe('metrics', () => {
  test('report the handled messages and the checkpoint of the database', async () => {
    const worker = await started(startTestComponent(site.url, component));
    for (let n = 0; n < 3; n += 1) await add();
    await handled(site, 'counter', 'counter:command');
    const { rows } = await site.pool.query<{ position: number; head: number }>(
      `SELECT position,
         (SELECT max(global_position) FROM message_store.messages WHERE stream_name = 'counter:command-a') AS head
       FROM runtime.checkpoint WHERE consumer = 'counter' AND category = 'counter:command'`,
    );
    const labels = { worker: 'counter', consumer: 'counter', category: 'counter:command' };
    const ofPartition = { ...labels, partition: '0' };
    expect(await samples(worker, 'worker_checkpoint')).toEqual([{ labels: ofPartition, value: rows[0]!.position }]);
    expect(await samples(worker, 'worker_category_head')).toEqual([
      { labels: { worker: 'counter', category: 'counter:command' }, value: rows[0]!.head },
    ]);
    expect(await samples(worker, 'worker_lag_messages')).toEqual([{ labels: ofPartition, value: 0 }]);
    expect(await samples(worker, 'worker_lag_seconds')).toEqual([{ labels: ofPartition, value: 0 }]);
    expect(await samples(worker, 'worker_partition_owned')).toEqual([{ labels: ofPartition, value: 1 }]);
    await eventually(async () => {
      expect(await samples(worker, 'worker_messages_handled_total')).toEqual([{ labels, value: 3 }]);
    });
    const batches = await samples(worker, 'worker_batch_messages_sum');
    expect(batches).toEqual([{ labels, value: 3 }]);
    expect(await samples(worker, 'process_cpu_seconds_total')).toHaveLength(1);
  });

  test('count failed messages by state', async () => {
    const worker = await started(startTestComponent(site.url, component));
    await site.pool.query(
      `INSERT INTO runtime.failed_message (consumer, message_id, category, stream_name, global_position, type, state)
       SELECT 'counter', gen_random_uuid(), 'counter:command', 'counter:command-x', n, 'Add',
         CASE n WHEN 1 THEN 'parked' ELSE 'blocked' END FROM generate_series(1, 3) AS n`,
    );
    const found = await samples(worker, 'worker_failed_messages');
    await site.pool.query('DELETE FROM runtime.failed_message');
    expect(Object.fromEntries(found.map(({ labels, value }) => [labels.state, value]))).toEqual({
      blocked: 2,
      parked: 1,
    });
  });
});

describe('readiness', () => {
  test('fails if an event stops an aggregator, while its process stays alive', async () => {
    const worker = await started(startTestAggregator(site.url, counters));
    expect(await health(worker, 'ready')).toMatchObject({ code: 200, status: 'ready' });
    const bad = Added({ counterId: 'a', amount: 1, total: 1 });
    await site.write(counter.stream('a'), { ...bad, data: { counterId: 'a', amount: 'many', total: 1 } });
    await site.write(counter.stream('a'), Added({ counterId: 'a', amount: 1, total: 1 }));
    await eventually(async () => {
      expect(await health(worker, 'ready')).toMatchObject({
        code: 503,
        status: 'not ready',
        issues: [
          {
            consumer: 'test_counters_v1',
            category: 'counter',
            issue: expect.stringContaining('breaks its contract'),
          },
        ],
      });
    });
    expect(await health(worker, 'live')).toMatchObject({ code: 200, status: 'alive' });
    const ofCounter = async (metric: string) =>
      (await samples(worker, metric)).find(({ labels }) => labels.category === 'counter')!.value;
    expect(await ofCounter('worker_consumer_issue')).toBe(1);
    expect(await ofCounter('worker_lag_messages')).toBe(2);
    expect(await ofCounter('worker_lag_seconds')).toBeGreaterThan(0);

    await site.pool.query(
      `UPDATE message_store.messages SET data = jsonb_set(data, '{amount}', '1') WHERE data ->> 'amount' = 'many'`,
    );
    await eventually(async () => expect(await health(worker, 'ready')).toMatchObject({ code: 200, status: 'ready' }));
    expect(await ofCounter('worker_consumer_issue')).toBe(0);
    expect(await ofCounter('worker_lag_messages')).toBe(0);
  });

  test('fails while the database does not answer, but liveness does not', async () => {
    const proxy = await openTestProxy(site.url);
    const worker = await started(startTestComponent(proxy.url, component));
    await proxy.down();
    expect(await health(worker, 'ready')).toMatchObject({
      code: 503,
      issues: [{ issue: expect.stringContaining('The database does not answer') }],
    });
    expect(await health(worker, 'live')).toMatchObject({ code: 200 });
    expect(await samples(worker, 'worker_database_up')).toMatchObject([{ value: 0 }]);
    expect(await samples(worker, 'worker_lag_messages')).toEqual([]);
    await proxy.up();
    await eventually(async () => expect(await health(worker, 'ready')).toMatchObject({ code: 200 }));
    expect(await samples(worker, 'worker_database_up')).toMatchObject([{ value: 1 }]);
    await running.pop()!.stop();
    await proxy.close();
  });
});

test('liveness reports stuck loops, but not a long reaction', async () => {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let finish = () => {};
  const slow = reacts({
    name: 'slow',
    category: counter.category,
    writes: [],
    read: counter.readEvent,
    handlers: {
      Added: () => {
        begin();
        return new Promise((resolve) => (finish = () => resolve([])));
      },
    },
  });
  const subscriptions = [decides(counter, counterDecider), slow];
  const worker = await started(startTestComponent(site.url, { name: 'counter', subscriptions }));
  await add();
  await begun;
  expect(await health(worker, 'live')).toMatchObject({ code: 200, status: 'alive' });
  const later = performance.now() + 20 * 60_000;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(later);
  const stuck = worker.host.liveness.stuck();
  clock.mockRestore();
  finish();
  expect(stuck).toContain('counter reading counter:command, partition 0');
  expect(stuck.join()).not.toContain('slow');
});

test.each(['SIGKILL', 'SIGSTOP'] as const)(
  'a worker that gets %s is unhealthy everywhere, and its lag grows',
  async (signal) => {
    const { child, ready, ended } = startProcess('start-counter', site.url);
    const lag = async () => (await lagOf(site.pool, ['counter']))[0]!;
    try {
      await ready;
      await eventually(async () => {
        expect((await lag()).owner).toMatchObject({ pid: child.pid, metricsUrl: expect.any(String) });
      });
      const url = (await lag()).owner!.metricsUrl!;
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      child.kill(signal);
      await eventually(async () => expect((await lag()).owner).toBeNull());
      await expect(fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1000) })).rejects.toThrow();
      await add();
      expect(await lag()).toMatchObject({ owner: null, messages: 1, atLeast: false });
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  },
);
