import { beforeEach, expect, test } from 'vitest';
import { rulesOf, type Aggregator } from './aggregator';
import { counters } from '@/workers/testing/fixtures/counter';
import { eventually } from '@/workers/testing/test-site';
import { useCounters } from '@/workers/testing/use-counters';

const { site, add, run, stop, done, rows } = await useCounters();
const onlyA: Aggregator = { ...counters, rules: { test_counters: `counter_id = 'a'` } };
const tables = async () =>
  (await site.pool.query(`SELECT 'test_counters_v1.test_counters'::regclass::oid AS id`)).rows[0];
const [a, b] = [{ counter_id: 'a' }, { counter_id: 'b' }];

beforeEach(async () => {
  await add('a', 1);
  await add('b', 1);
});

test('a view shows the rows that its rule allows the reader', async () => {
  run(onlyA);
  await done();
  expect(await rows()).toMatchObject([a]);
});

test('a changed rule is applied to existing tables without a rebuild', async () => {
  const before = run();
  await done();
  expect(await rows()).toMatchObject([a, b]);
  const same = await tables();
  await stop(before);

  await run(onlyA).ready;
  expect(await rows()).toMatchObject([a]);
  expect(await tables()).toEqual(same);
});

test.each([
  [
    'as a release without rules made it',
    'CREATE VIEW view.test_counters AS SELECT * FROM test_counters_v1.test_counters',
  ],
  [
    'with another rule',
    `CREATE VIEW view.test_counters AS SELECT * FROM test_counters_v1.test_counters;
    COMMENT ON VIEW view.test_counters IS 'true'`,
  ],
])('a view that is there %s gets its rule while its aggregator runs', async (_how, sql) => {
  const { logged } = run(onlyA);
  await done();
  const same = await tables();
  await site.pool.query(
    `BEGIN; DROP VIEW view.test_counters; SET LOCAL ROLE video_tutorials_aggregator; ${sql}; COMMIT`,
  );
  expect(await rows()).toMatchObject([a, b]);
  await eventually(async () => expect(await rows()).toMatchObject([a]));
  expect(await tables()).toEqual(same);
  expect(logged.some(({ msg }) => msg === 'tables or views are missing or have an old rule, repairing them')).toBe(
    true,
  );
});

test('a table without a rule is an error', () => {
  expect(() => rulesOf({ ...counters, rules: {} })).toThrow(
    'test-counters has no rule for its table test_counters: add one that says who may see its rows',
  );
});
