import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Aggregator } from './aggregator';
import { rebuildProgress } from './build-progress';
import { NoSuchAggregatorError, requestRebuild } from './builds';
import { Added, counter, counters } from '@/workers/testing/fixtures/counter';
import { startProcess } from '@/workers/testing/process';
import { eventually } from '@/workers/testing/test-site';
import { useCounters } from '@/workers/testing/use-counters';

const { site, running, schemas, add, name, run, done, rows, fill, expireRetired, repeatUntilStopped } =
  await useCounters();

const rebuild = () => requestRebuild(site.pool, counters.name);
const progress = (schema: string) => rebuildProgress(site.pool, schema);
const isLive = (schema: string) =>
  eventually(async () => expect(await progress(schema)).toMatchObject({ state: 'live', fraction: 1 }));
const errors = () =>
  running.flatMap(({ logged }) => logged).filter(({ level }) => level === 'warn' || level === 'error');

test('a requested build replaces the live tables, which are dropped later', async () => {
  await add('a', 1);
  await name('a', 'first');
  const { logged } = run(counters, { times: { check: 50 } });
  await done();
  // A row without an event.
  await site.pool.query(`INSERT INTO test_counters_v1.test_counters (counter_id) VALUES ('nobody')`);
  const schema = await rebuild();
  expect(schema).toBe('test_counters_v1_b2');
  await isLive(schema);
  expect(await schemas()).toEqual(['test_counters_v1', 'test_counters_v1_b2']);
  expect(await rows()).toEqual([{ counter_id: 'a', sum: 1, events: 1, label: 'first' }]);
  await add('a', 2);
  await eventually(async () => expect(await rows()).toMatchObject([{ sum: 3 }]));
  await expireRetired();
  await eventually(async () => expect(await schemas()).toEqual(['test_counters_v1_b2']));
  expect(await progress('test_counters_v1')).toBeNull();
  expect(await rebuild()).toBe('test_counters_v1_b3');
  await isLive('test_counters_v1_b3');
  expect(logged.map(({ msg }) => msg)).toContain('went live');
  expect(errors()).toEqual([]);
});

test('a second request returns the same build; without a worker, the build starts with the next one', async () => {
  await add('a', 1);
  const { ready, stop } = run();
  await ready;
  running.pop();
  await stop();
  expect(await Promise.all([rebuild(), rebuild()])).toEqual(['test_counters_v1_b2', 'test_counters_v1_b2']);
  expect(await progress('test_counters_v1_b2')).toEqual({
    aggregator: 'test-counters',
    version: 1,
    state: 'building',
    categories: [],
    fraction: 0,
    issues: [],
  });
  run();
  await isLive('test_counters_v1_b2');
  expect(await rows()).toMatchObject([{ sum: 1 }]);
});

test('refuses to rebuild an aggregator that never ran', async () => {
  await expect(requestRebuild(site.pool, 'test-nobody')).rejects.toThrow(NoSuchAggregatorError);
});

test('works without notifications', async () => {
  await add('a', 1);
  const { ready } = run(counters, { notifications: 'off' });
  await ready;
  const schema = await rebuild();
  await add('a', 2);
  await isLive(schema);
  await eventually(async () => expect(await rows()).toMatchObject([{ sum: 3 }]));
});

test('readers and writers continue without an error, a gap, or an earlier state', async () => {
  const events = await fill(5000);
  run();
  await done();
  let seen = 0;
  const query = async (text: string) => (await site.pool.query<{ events: number }>(text)).rows[0]?.events ?? 0;
  const readers = Array.from({ length: 4 }, () =>
    repeatUntilStopped(async () => {
      const before = seen;
      const now = await query('SELECT sum(events)::bigint AS events FROM view.test_counters');
      if (now < before) throw new Error(`There were ${before} events, and now there are ${now}`);
      seen = Math.max(seen, now);
    }),
  );
  const writers = Array.from({ length: 3 }, (_, n) => repeatUntilStopped(() => add(`writer ${n}`, 1)));
  for (let n = 2; n <= 4; n += 1) {
    expect(await rebuild()).toBe(`test_counters_v1_b${n}`);
    await isLive(`test_counters_v1_b${n}`);
  }
  const written = (await Promise.all(writers.map((writer) => writer.stop()))).reduce((sum, times) => sum + times);
  await eventually(async () =>
    expect(await query('SELECT sum(events)::bigint AS events FROM view.test_counters')).toBe(events + written),
  );
  await Promise.all(readers.map((reader) => reader.stop()));
  expect(errors()).toEqual([]);
});

test('two views are swapped without a deadlock, in any order of readers', async () => {
  const pair: Aggregator = {
    ...counters,
    tables: { ...counters.tables, test_counters_more: 'CREATE TABLE test_counters_more (id text)' },
    rules: { ...counters.rules, test_counters_more: 'true' },
  };
  run(pair);
  await eventually(async () => expect(await schemas()).toHaveLength(1));
  await done();
  const inTurn = (views: readonly string[]) => async () => {
    const client = await site.pool.connect();
    try {
      await client.query('BEGIN');
      for (const view of views) await client.query(`SELECT * FROM view.${view}`);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  };
  const views = ['test_counters', 'test_counters_more'];
  const readers = [repeatUntilStopped(inTurn(views)), repeatUntilStopped(inTurn(views.toReversed()))];
  for (let n = 0; n < 3; n += 1) await isLive(await rebuild());
  await Promise.all(readers.map((reader) => reader.stop()));
});

test('a wait for an event ends when it is projected, also during a swap', async () => {
  run();
  await done();
  const awaited: string[] = [];
  // Commits as a component does: the event with the outcome of its command.
  const writers = Array.from({ length: 3 }, (_, n) =>
    repeatUntilStopped(async () => {
      const traceId = randomUUID();
      const client = await site.pool.connect();
      try {
        await client.query('BEGIN');
        const event = Added({ counterId: `${n}`, amount: 1, total: 0 }, { metadata: { traceId, awaited: true } });
        await site.store.write(counter.stream(`${n}`), event, { client });
        await client.query(
          `INSERT INTO runtime.outcome (trace_id, message_id, component, events) VALUES ($1, $1, 'counter', $2)`,
          [traceId, JSON.stringify([{ id: event.id, type: event.type }])],
        );
        await client.query('COMMIT');
        await site.announce(counter.category);
        awaited.push(event.id);
      } finally {
        client.release();
      }
    }),
  );
  for (let n = 0; n < 5; n += 1) await isLive(await rebuild());
  await Promise.all(writers.map((writer) => writer.stop()));
  await eventually(async () => {
    const { rows: recorded } = await site.pool.query<{ message_id: string }>(
      'SELECT message_id FROM runtime.projected',
    );
    expect(new Set(recorded.map(({ message_id }) => message_id))).toEqual(new Set(awaited));
  });
});

test('a build continues after its process was killed', async () => {
  const events = await fill(60_000);
  const { ready } = run();
  await ready;
  await done();
  const [worker] = running.splice(0);
  await worker?.stop();
  const schema = await rebuild();
  const process = startProcess('start-counters', site.url);
  onTestFinished(() => void process.child.kill('SIGKILL'));
  const reached = await eventually(async () => {
    const { fraction, categories } = (await progress(schema))!;
    expect(fraction).toBeGreaterThan(0);
    return categories.find(({ category }) => category === counter.category)!.position;
  });
  process.child.kill('SIGKILL');
  await process.ended;
  expect(await progress(schema)).toMatchObject({ state: 'building' });
  const tables = async () => (await site.pool.query(`SELECT '${schema}.test_counters'::regclass::oid AS oid`)).rows;
  const before = await tables();
  expect(
    (await progress(schema))!.categories.find(({ category }) => category === counter.category)!.position,
  ).toBeGreaterThanOrEqual(reached);
  run();
  await isLive(schema);
  expect(await tables()).toEqual(before);
  expect((await rows()).reduce((sum, row) => sum + row.events, 0)).toBe(events);
});

test('a build of two processes continues when one of them ends', async () => {
  const events = await fill(20_000);
  const [one, other] = [run(), run()];
  await Promise.all([one.ready, other.ready]);
  await done();
  const schema = await rebuild();
  await eventually(async () => expect((await progress(schema))!.fraction).toBeGreaterThan(0));
  running.shift();
  await one.stop();
  await isLive(schema);
  expect((await rows()).reduce((sum, row) => sum + row.events, 0)).toBe(events);
  expect(errors()).toEqual([]);
});

describe('a build that cannot continue', () => {
  test('stops with its issue, leaves the live build in place, and continues when the issue is solved', async () => {
    await add('a', 1);
    await add('a', 2);
    run();
    await done();
    await site.pool.query(`UPDATE message_store.messages SET data = data || '{"amount": null}' WHERE position = 1`);
    const schema = await rebuild();
    await eventually(async () =>
      expect((await progress(schema))?.issues).toEqual([expect.stringContaining('counter-a/1')]),
    );
    expect(await progress(schema)).toMatchObject({ state: 'building' });
    await add('b', 4);
    await eventually(async () =>
      expect(await rows()).toMatchObject([
        { counter_id: 'a', sum: 3 },
        { counter_id: 'b', sum: 4 },
      ]),
    );
    await site.pool.query(
      `UPDATE message_store.messages SET data = data || '{"amount": 2}' WHERE stream_name = 'counter-a' AND position = 1`,
    );
    await isLive(schema);
    expect(await rows()).toMatchObject([
      { counter_id: 'a', sum: 3 },
      { counter_id: 'b', sum: 4 },
    ]);
  });
});
