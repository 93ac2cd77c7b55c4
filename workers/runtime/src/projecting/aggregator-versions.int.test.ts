import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Aggregator, Projection } from './aggregator';
import { counter, counters, counters2, label } from '@/workers/testing/fixtures/counter';
import { startProcess, type WorkerProcess } from '@/workers/testing/process';
import type { Program } from '@/workers/testing/programs';
import { eventually, handled } from '@/workers/testing/test-site';
import { useCounters } from '@/workers/testing/use-counters';

const { site, running, schemas, add, name, run, stop, done, rows, fill, expireRetired, repeatUntilStopped } =
  await useCounters();

const errors = () =>
  running.flatMap(({ logged }) => logged).filter(({ level }) => level === 'warn' || level === 'error');
const live = async () =>
  (await site.pool.query(`SELECT schema FROM runtime.build WHERE state = 'live'`)).rows[0]?.schema;
const isLive = (schema: string) => eventually(async () => expect(await live()).toBe(schema));

describe('a higher version', () => {
  test('is built beside the live version, and goes live when it has caught up', async () => {
    await add('a', 1);
    const old = run();
    await done();
    await stop(old);
    // The command of this event's trace was sent a moment ago.
    const traceId = randomUUID();
    await add('a', 2, { traceId, awaited: true });
    const event = await site.store.readLast('counter-a');
    await site.pool.query(
      `INSERT INTO runtime.outcome (trace_id, message_id, component, events) VALUES ($1, $1, 'counter', $2)`,
      [traceId, JSON.stringify([{ id: event?.id, type: 'Added' }])],
    );
    const recorded = async () => (await site.pool.query('SELECT message_id FROM runtime.projected')).rows;
    await name('a', 'first');

    // The build has caught up with one category, and waits for the other.
    let held = true;
    const hold = (projection: Projection): Projection => ({
      ...projection,
      project: (events, keys) =>
        held && projection.category === label.category
          ? [{ text: 'SELECT 1/0', values: [] }]
          : projection.project(events, keys),
    });
    run({ ...counters2, projections: counters2.projections.map(hold) });
    await eventually(async () => expect(await schemas()).toContain('test_counters_v2'));
    await handled(site, 'test_counters_v2', counter.category, 'test_counters_v2.checkpoint');
    // No page shows the new tables yet.
    expect(await recorded()).toEqual([]);
    expect(await rows()).toEqual([{ counter_id: 'a', sum: 1, events: 1, label: null }]);
    held = false;
    await eventually(async () =>
      expect(await rows()).toEqual([{ counter_id: 'a', sum: 3, events: 2, label: 'first', added_by: null }]),
    );
    expect(await recorded()).toEqual([{ message_id: event?.id }]);
  });

  test('may lack a view whose rule names one that it has', async () => {
    const old = run({
      ...counters,
      tables: { ...counters.tables, test_counters_more: 'CREATE TABLE test_counters_more (id text)' },
      rules: { ...counters.rules, test_counters_more: 'id IN (SELECT counter_id FROM view.test_counters)' },
    });
    await done();
    await stop(old);
    run(counters2);
    await isLive('test_counters_v2');
    expect(await rows()).toEqual([]);
    const { rows: more } = await site.pool.query(`SELECT to_regclass('view.test_counters_more') AS view`);
    expect(more).toEqual([{ view: null }]);
  });

  test('readers never see a gap', async () => {
    for (let n = 0; n < 50; n += 1) await add(`c${n}`, 1);
    run();
    await done();
    run(counters2);
    const seen = new Set<unknown>();
    await eventually(async () => {
      const current = await rows().catch((error: Error) => [error]);
      seen.add(current[0] instanceof Error ? current[0] : current.length);
      expect(current[0]).toHaveProperty('added_by');
    });
    expect([...seen]).toEqual([50]);
  });

  test('keeps the old tables for some time, and then drops them with their records', async () => {
    const old = run();
    await old.ready;
    const newer = run(counters2, { times: { check: 50 } });
    await isLive('test_counters_v2');
    expect(await schemas()).toEqual(['test_counters_v1', 'test_counters_v2']);
    await expireRetired();
    await eventually(async () => expect(await schemas()).toEqual(['test_counters_v2']));
    const { rows: known } = await site.pool.query(
      'SELECT DISTINCT consumer FROM (SELECT consumer FROM runtime.consumer UNION SELECT schema FROM runtime.build) AS known',
    );
    expect(known).toEqual([{ consumer: 'test_counters_v2' }]);
    await eventually(() =>
      expect(newer.logged).toContainEqual(expect.objectContaining({ msg: expect.stringContaining('dropped') })),
    );
    expect(errors()).toEqual([]);
  });

  test('replaces tables that have other columns', async () => {
    const more: Aggregator = {
      ...counters2,
      tables: { ...counters2.tables, test_counters_extra: 'CREATE TABLE test_counters_extra (id text)' },
      rules: { ...counters2.rules, test_counters_extra: 'true' },
    };
    await add('a', 1);
    run();
    await done();
    run(more);
    await isLive('test_counters_v2');
    expect((await site.pool.query('SELECT * FROM view.test_counters_extra')).rows).toEqual([]);
    run({ ...counters, version: 3 }, { times: { keepRetired: 0, check: 50 } });
    await isLive('test_counters_v3');
    expect(await rows()).toEqual([{ counter_id: 'a', sum: 1, events: 1, label: null }]);
    await eventually(async () => expect(await schemas()).toEqual(['test_counters_v3']));
    expect((await site.pool.query(`SELECT to_regclass('view.test_counters_extra') AS view`)).rows).toEqual([
      { view: null },
    ]);
  });
});

describe('two versions side by side', () => {
  test('the old one stands by while it is not live, and is not swapped back', async () => {
    await add('a', 1);
    // Even though it would soon count the newer version as gone.
    const old = run(counters, { times: { check: 50, newerGone: 0 } });
    await done();
    const newer = run(counters2);
    await isLive('test_counters_v2');
    await add('a', 2);
    const standingBy = expect.objectContaining({
      level: 'info',
      msg: 'standing by',
      reason: expect.stringContaining('Version 2'),
    });
    await eventually(() => expect(old.logged).toContainEqual(standingBy));
    await eventually(async () =>
      expect(await rows()).toEqual([{ counter_id: 'a', sum: 3, events: 2, label: null, added_by: null }]),
    );

    await stop(old);
    const again = run();
    await again.ready;
    expect(again.logged.filter(({ msg }) => msg === 'standing by')).toEqual([standingBy]);
    await stop(newer);
    expect(await live()).toBe('test_counters_v2');
    expect(errors()).toEqual([]);
  });

  const processes: WorkerProcess[] = [];
  const start = (program: Program) => {
    const process = startProcess(program, site.url);
    processes.push(process);
    return process;
  };
  afterEach(() => processes.splice(0).forEach(({ child }) => child.kill('SIGKILL')));

  test('each event is projected once under load, even if processes are killed', async () => {
    const events = (await fill(20_000)) + 1;
    await add('a', 1);
    const old = start('start-counters');
    await old.ready;
    const writing = repeatUntilStopped(() => add('written', 1));
    await eventually(async () => expect((await rows()).length).toBeGreaterThan(0));
    const [killed, newer] = [start('start-counters-2'), start('start-counters-2')];
    await eventually(async () => expect(await schemas()).toContain('test_counters_v2'));
    killed.child.kill('SIGKILL');
    await isLive('test_counters_v2');
    old.child.kill('SIGKILL');
    const written = await writing.stop();
    await eventually(async () => expect(await total()).toEqual({ events: events + written }));
    newer.child.kill('SIGTERM');
    expect(await Promise.all([killed, old, newer].map(({ ended }) => ended))).toEqual(['SIGKILL', 'SIGKILL', 0]);
  });
});

describe('a rollback to an older version', () => {
  test('makes the older version live again when no process has the newer one', async () => {
    await add('a', 1);
    const old = run();
    await done();
    await stop(old);
    const newer = run(counters2);
    await isLive('test_counters_v2');
    await stop(newer);
    await add('a', 2);
    const again = run(counters, { times: { check: 50, newerGone: 300 } });
    await isLive('test_counters_v1');
    // The build was continued, not started again.
    expect(await rows()).toEqual([{ counter_id: 'a', sum: 3, events: 2, label: null }]);
    expect(again.logged.map(({ msg }) => msg)).toContain('standing by');

    // Return to the newer version.
    run(counters2);
    await isLive('test_counters_v2');
    await add('a', 3);
    await eventually(async () =>
      expect(await rows()).toEqual([{ counter_id: 'a', sum: 6, events: 3, label: null, added_by: null }]),
    );
    expect(errors()).toEqual([]);
  });
});

const total = async () =>
  (await site.pool.query('SELECT sum(events)::bigint AS events FROM view.test_counters')).rows[0];
