import { migrate, storeMigrations } from '@message-db/client';
import { beforeEach, describe, expect, test } from 'vitest';
import { runtimeMigrations } from './migrations';
import { retryFailedMessages } from '../parking/operations';
import { repartition } from '../partitions/repartition';
import { Add, counter, counters } from '@/workers/testing/fixtures/counter';
import { eventually, handled } from '@/workers/testing/test-site';
import { useParking } from '@/workers/testing/use-parking';
import { startTestAggregator } from '@/workers/testing/worker';

const { site, failing, run, stop, add, amounts, expectAmounts, waitForCommands, expectStates } = await useParking();
const SCHEMA = 'test_counters_v1';

/**
 * Restores the tables and words of the release before 002, with all rows, in a database without recorded migrations.
 */
const BEFORE_002 = `
  BEGIN;
  DROP SCHEMA migration CASCADE;
  DROP FUNCTION runtime.job_places;
  DROP TABLE runtime.job, runtime.job_turn, runtime.job_pace;
  ALTER TABLE runtime.consumer RENAME COLUMN epoch TO division;
  ALTER TABLE runtime.consumer RENAME COLUMN issue TO problem;
  ALTER TABLE runtime.consumer RENAME COLUMN issue_at TO problem_at;
  ALTER TABLE runtime.checkpoint RENAME TO position;
  ALTER TABLE runtime.position RENAME COLUMN epoch TO division;
  ALTER INDEX runtime.checkpoint_pkey RENAME TO position_pkey;
  ALTER TABLE runtime.failed_message RENAME TO parked;
  ALTER TABLE runtime.parked RENAME COLUMN failed_at TO parked_at;
  ALTER INDEX runtime.failed_message_pkey RENAME TO parked_pkey;
  ALTER INDEX runtime.failed_message_stream RENAME TO parked_waiting;
  ALTER INDEX runtime.failed_message_due RENAME TO parked_due;
  ALTER INDEX runtime.failed_message_first RENAME TO parked_first;
  ALTER TABLE runtime.parked DROP CONSTRAINT failed_message_state_check;
  UPDATE runtime.parked SET state = 'held' WHERE state = 'blocked';
  ALTER TABLE runtime.parked ADD CONSTRAINT parked_state_check CHECK (state IN ('retrying', 'held', 'parked', 'skipped'));
  ALTER TABLE ${SCHEMA}.checkpoint RENAME TO position;
  ALTER TABLE ${SCHEMA}.position RENAME COLUMN epoch TO division;
  ALTER INDEX ${SCHEMA}.checkpoint_pkey RENAME TO position_pkey;
  COMMIT`;

const upgrade = () => migrate(site.pool, [storeMigrations, runtimeMigrations]);
const project = () => startTestAggregator(site.url, counters);
const projected = () => handled(site, SCHEMA, counter.category, `${SCHEMA}.checkpoint`);
const sums = async () =>
  (await site.pool.query('SELECT counter_id, sum, events FROM view.test_counters ORDER BY counter_id')).rows;
const tables = async () =>
  (await site.pool.query(`SELECT '${SCHEMA}.test_counters'::regclass::oid AS oid`)).rows[0].oid;

beforeEach(() => site.pool.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; TRUNCATE runtime.build`));

describe('an upgrade from a release before checkpoints', () => {
  test('lets workers continue where they were, with partitions, failed messages and views', async () => {
    failing.add(2);
    const ids = ['a', 'b', 'c', 'd'];
    let worker = run();
    let aggregator = project();
    await add('a', 1, 2, 3);
    await waitForCommands();
    await repartition(site.pool, 'counter', counter.commandCategory, 3);
    for (const id of ids) await add(id, 10);
    await expectStates(['a parked', 'a blocked', 'a blocked']);
    for (const id of ids.slice(1)) await expectAmounts(id, [10]);
    await projected();
    await stop(worker);
    await aggregator.stop();
    const made = await tables();

    await site.pool.query(BEFORE_002);
    // Written while the new release is deployed.
    await site.store.write(counter.commandStream('b'), Add({ counterId: 'b', amount: 20 }));
    const applied = await upgrade();
    expect(applied.map(({ file }) => file)).toEqual(['002-checkpoints-and-failed-messages.sql', '003-jobs.sql']);
    await expectStates(['a parked', 'a blocked', 'a blocked']);

    worker = run();
    aggregator = project();
    await expectAmounts('b', [10, 20]);
    failing.clear();
    await retryFailedMessages(site.pool, 'all');
    await expectAmounts('a', [1, 2, 3, 10]);
    await expectStates([]);
    await projected();
    expect(await sums()).toEqual([
      { counter_id: 'a', sum: 16, events: 4 },
      { counter_id: 'b', sum: 30, events: 2 },
      { counter_id: 'c', sum: 10, events: 1 },
      { counter_id: 'd', sum: 10, events: 1 },
    ]);
    expect(await tables()).toBe(made);
    await aggregator.stop();
  });
});

describe('a worker whose release does not match the tables', () => {
  test('logs it, handles nothing and drops nothing, and continues when they match', async () => {
    const worker = run();
    const aggregator = project();
    await add('a', 1);
    await expectAmounts('a', [1]);
    await projected();
    const made = await tables();

    await site.pool.query(BEFORE_002);
    await add('a', 2);
    for (const { logged } of [worker, aggregator])
      await eventually(() =>
        expect(logged.some(({ level, err }) => level === 'error' && /does not exist/.test(String(err?.message)))).toBe(
          true,
        ),
      );
    expect(await amounts('a')).toEqual([1]);
    expect(await tables()).toBe(made);

    await upgrade();
    await expectAmounts('a', [1, 2]);
    await projected();
    expect(await sums()).toEqual([{ counter_id: 'a', sum: 3, events: 2 }]);
    expect(await tables()).toBe(made);
    await aggregator.stop();
  });
});
