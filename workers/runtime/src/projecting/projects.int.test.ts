import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Aggregator } from './aggregator';
import { counter, counters, Labelled } from '@/workers/testing/fixtures/counter';
import { useCounters } from '@/workers/testing/use-counters';
import { cutConnections, eventually } from '@/workers/testing/test-site';

const { site, running, add, name, run, stop, done, rows } = await useCounters();
const errors = () => running.flatMap(({ logged }) => logged).filter(({ level }) => level === 'error');

describe('an aggregator', () => {
  test('projects its categories into one table', async () => {
    await add('a', 1);
    await name('a', 'first');
    run();
    await add('a', 2);
    await add('b', 3);
    await done();
    expect(await rows()).toEqual([
      { counter_id: 'a', sum: 3, events: 2, label: 'first' },
      { counter_id: 'b', sum: 3, events: 1, label: null },
    ]);
  });

  test('is ready when it has its tables and views', async () => {
    await run().ready;
    expect(await rows()).toEqual([]);
  });

  test('grants the application its views', async () => {
    await run().ready;
    await site.pool.query('SET ROLE video_tutorials_application; SELECT * FROM view.test_counters; RESET ROLE');
  });

  test('records the awaited events that it has projected, without old ones', async () => {
    const traceId = randomUUID();
    run();
    await add('a', 1, { traceId, awaited: true });
    await add('a', 1, { traceId });
    await add('a', 1, { traceId: 'no uuid', awaited: true });
    const [awaited] = (await site.store.readStreams(['counter-a'])).get('counter-a') ?? [];
    await done();
    const { rows: records } = await site.pool.query('SELECT * FROM runtime.projected');
    expect(records).toEqual([
      { trace_id: traceId, aggregator: 'test-counters', message_id: awaited?.id, at: expect.any(Date) },
    ]);

    await site.pool.query(
      `UPDATE message_store.messages SET time = time - interval '1 hour'; DELETE FROM runtime.projected`,
    );
    await site.pool.query('DROP SCHEMA test_counters_v1 CASCADE');
    await eventually(async () => expect(await rows()).toMatchObject([{ events: 3 }]));
    expect((await site.pool.query('SELECT FROM runtime.projected')).rowCount).toBe(0);
  });

  test('skips unknown types, and stops at an event that breaks its contract', async () => {
    await site.write('counter-a', Labelled({ counterId: 'a', label: '' }));
    run();
    await done();
    await site.pool.query(
      `SELECT message_store.write_message(gen_random_uuid()::text, 'counter-a', 'Added', '{"amount": null}')`,
    );
    await eventually(() => expect(errors().length).toBeGreaterThan(1));
    expect(errors()[0]).toMatchObject({
      err: { message: expect.stringMatching(/counter-a\/1 .* breaks its contract/) },
    });
    await site.pool.query(
      `UPDATE message_store.messages SET data = '{"counterId": "a", "amount": 5, "total": 5}' WHERE data @> '{"amount": null}'`,
    );
    await done();
    expect(await rows()).toMatchObject([{ sum: 5, events: 1 }]);
  });

  test('takes arrays and dates as values', async () => {
    const at = new Date('2026-03-01T12:34:56.789Z');
    const dated: Aggregator = {
      name: 'test-dated',
      version: 1,
      tables: { test_dated: 'CREATE TABLE test_dated (id text, at timestamptz, heights int[], more jsonb)' },
      rules: { test_dated: 'true' },
      projections: [
        {
          category: counter.category,
          project: () => [
            {
              text: `INSERT INTO test_dated SELECT id, at, ARRAY[1, 2], more
                FROM unnest($1::text[], $2::timestamptz[], $3::jsonb[]) AS row (id, at, more)`,
              values: [
                ['"quoted", {a}', null],
                [at, null],
                [{ list: [1] }, null],
              ],
            },
          ],
          topics: () => [],
        },
      ],
    };
    await add('a', 1);
    run(dated);
    await done(dated);
    expect((await site.pool.query('SELECT * FROM view.test_dated ORDER BY id')).rows).toEqual([
      { id: '"quoted", {a}', at, heights: [1, 2], more: { list: [1] } },
      { id: null, at: null, heights: [1, 2], more: null },
    ]);
  });
});

describe('projects exactly once', () => {
  async function addUntil(enough: () => boolean, disturb: () => Promise<unknown> = async () => {}): Promise<number> {
    for (let n = 1; n <= 5000; n += 1) {
      await Promise.all([add(`c${n % 5}`, 1), name(`c${n % 5}`, `label ${n}`)]);
      if (n % 10 === 0) await disturb();
      if (n >= 200 && enough()) return n;
    }
    throw new Error('It was never enough');
  }
  const totals = async () =>
    (await site.pool.query('SELECT sum(sum)::int, sum(events)::int AS events FROM view.test_counters')).rows[0];

  test('while its connections are cut again and again', async () => {
    const { logged, ready } = run();
    await ready;
    const failures = () => logged.filter(({ msg }) => msg.startsWith('could not handle')).length;
    const n = await addUntil(
      () => failures() >= 3,
      () => cutConnections(site, counters.name),
    );
    await done();
    expect(await totals()).toEqual({ sum: n, events: n });
    expect(errors()).toEqual([]);
  });

  test('while two processes run', async () => {
    await Promise.all([run().ready, run().ready]);
    const n = await addUntil(() => running.some(({ logged }) => logged.some(({ msg }) => msg === 'standing by')));
    await done();
    expect(await totals()).toEqual({ sum: n, events: n });
    expect(errors()).toEqual([]);
  });
});

describe('is rebuilt from the first event', () => {
  const built = [{ counter_id: 'a', sum: 3, events: 2, label: 'first' }];
  beforeEach(async () => {
    await add('a', 1);
    await add('a', 2);
    await name('a', 'first');
  });

  test.each([
    ['its table', 'DROP TABLE test_counters_v1.test_counters CASCADE'],
    ['its checkpoints', 'DROP TABLE test_counters_v1.checkpoint'],
    ['its schema', 'DROP SCHEMA test_counters_v1 CASCADE'],
    ['its view', 'DROP VIEW view.test_counters'],
  ])('if %s was dropped while it was stopped, or while it was idle', async (_what, drop) => {
    const before = run();
    await done();
    await stop(before);
    await site.pool.query(drop);
    const { logged } = run();
    await eventually(async () => expect(await rows()).toEqual(built));
    await done();

    await site.pool.query(drop);
    await eventually(async () => expect(await rows()).toEqual(built));
    await done();
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('if its tables are dropped while events arrive', async () => {
    await run().ready;
    for (let n = 0; n < 300; n += 1) {
      await add('b', 1);
      // The worker may be rebuilding the table, or may win a deadlock.
      if (n % 100 === 50) await eventually(() => site.pool.query('DROP TABLE test_counters_v1.test_counters CASCADE'));
    }
    await eventually(async () =>
      expect(await rows()).toEqual([...built, { counter_id: 'b', sum: 300, events: 300, label: null }]),
    );
  });
});

test('works without notifications', async () => {
  await run(counters, { notifications: 'off' }).ready;
  await add('a', 1);
  await eventually(async () => expect(await rows()).toMatchObject([{ sum: 1 }]));
});
