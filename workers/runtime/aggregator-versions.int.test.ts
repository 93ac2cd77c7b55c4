import { describe, expect, test } from 'vitest';
import type { Aggregator, Projection } from './aggregator';
import { counter, counters, label } from './testing/fixtures/counter';
import { useCounters } from './testing/use-counters';
import { eventually, handled } from './testing/site';

const { site, add, name, run, stop, done, rows } = await useCounters();

/** The next version: a column more. */
const second: Aggregator = {
  ...counters,
  version: 2,
  tables: { test_counters: `${counters.tables.test_counters?.replace('label      text', 'label text, added_by text')}` },
};

describe('a higher version', () => {
  test('is built beside the live one, swapped in when it has caught up, and the old one is dropped', async () => {
    await add('a', 1);
    const old = run();
    await done();
    await stop(old);
    await add('a', 2);

    await name('a', 'first');

    // Caught up with one category, it waits for the other.
    let held = true;
    const hold = (projection: Projection): Projection => ({
      ...projection,
      project: (events) => (held && projection.category === label.category ? [{ text: 'SELECT 1/0', values: [] }] : projection.project(events)),
    });
    run({ ...second, projections: second.projections.map(hold) });
    await handled(site, second.name, counter.category, 'test_counters_v2.position');
    expect(await rows()).toEqual([{ counter_id: 'a', sum: 1, events: 1, label: null }]);
    held = false;
    await eventually(async () => expect(await rows()).toEqual([{ counter_id: 'a', sum: 3, events: 2, label: 'first', added_by: null }]));
    const { rows: schemas } = await site.pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'test_counters_v%'`);
    expect(schemas).toEqual([{ nspname: 'test_counters_v2' }]);
  });

  test('readers never see a gap', async () => {
    for (let n = 0; n < 50; n += 1) await add(`c${n}`, 1);
    const old = run();
    await done();
    const newer = run(second);
    const seen = new Set<unknown>();
    await eventually(async () => {
      const current = await rows().catch((error: Error) => [error]);
      seen.add(current[0] instanceof Error ? current[0] : current.length);
      expect(current[0]).toHaveProperty('added_by');
    });
    expect([...seen]).toEqual([50]);
    await Promise.all([stop(old), stop(newer)]);
  });

  test('the old version beside it stands by, and swaps nothing back', async () => {
    await add('a', 1);
    const old = run();
    await done();
    const newer = run(second);
    await eventually(async () => expect((await rows())[0]).toHaveProperty('added_by'));
    await add('a', 2);
    await eventually(() => expect(old.logged).toContainEqual(expect.objectContaining({ msg: 'standing by', reason: expect.stringContaining('Version 2') })));
    await eventually(async () => expect(await rows()).toEqual([{ counter_id: 'a', sum: 3, events: 2, label: null, added_by: null }]));

    await stop(old);
    const again = run();
    await again.ready;
    expect(again.logged).toContainEqual(expect.objectContaining({ msg: 'standing by' }));
    const { rows: schemas } = await site.pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'test_counters_v%'`);
    expect(schemas).toEqual([{ nspname: 'test_counters_v2' }]);
    expect([...newer.logged, ...again.logged].filter(({ level }) => level === 'error')).toEqual([]);
  });
});
