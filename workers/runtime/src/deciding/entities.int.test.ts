import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { pino } from 'pino';
import { EntityStore } from './entities';
import { Added, counter, counterDecider } from '@/workers/testing/fixtures/counter';
import { openTestSite } from '@/workers/testing/test-site';

const site = await openTestSite();
afterAll(() => site.close());
beforeEach(() => site.pool.query('TRUNCATE message_store.messages, runtime.snapshot'));

const log = pino({ level: 'silent' });
const open = (decider: typeof counterDecider = counterDecider, share = 1) =>
  new EntityStore({ store: site.store, log }, counter, decider, share);

/** Writes events that add 1 each, until the total is `total`. */
async function addUpTo(id: string, total: number, from = 0): Promise<void> {
  await site.pool.query(
    `INSERT INTO message_store.messages (stream_name, type, position, data)
     SELECT $1, 'Added', n - 1, jsonb_build_object('counterId', $2::text, 'amount', 1, 'total', n)
     FROM generate_series($4::int + 1, $3::int) AS n`,
    [counter.stream(id), id, total, from],
  );
}
const load = async (entities: EntityStore<{ total: number }, typeof counter>, id: string) =>
  (await entities.load([id])).get(id);

/** Collects the number of rows of each later query. */
function watchQueries() {
  const rows: number[] = [];
  const query = site.pool.query.bind(site.pool) as (...args: unknown[]) => Promise<{ rows: unknown[] }>;
  const spy = vi.spyOn(site.pool, 'query').mockImplementation((async (...args: unknown[]) => {
    const result = await query(...args);
    rows.push(result.rows.length);
    return result;
  }) as never);
  return { rows, stop: () => spy.mockRestore() };
}

describe('an entity', () => {
  test('is folded from its stream once, and then kept in memory', async () => {
    await addUpTo('a', 5);
    const entities = open();
    const queries = watchQueries();
    expect(await load(entities, 'a')).toMatchObject({ version: 4, state: { total: 5 } });
    expect(await load(entities, 'a')).toMatchObject({ version: 4, state: { total: 5 } });
    expect(await load(entities, 'none')).toMatchObject({ version: -1, state: { total: 0 } });
    queries.stop();
    expect(queries.rows).toEqual([5, 0]);
  });

  test('of 100,000 events is loaded from its snapshot in one read', async () => {
    await addUpTo('long', 100_000);
    const first = open();
    expect(await load(first, 'long')).toMatchObject({ version: 99_999, state: { total: 100_000 } });
    await addUpTo('long', 100_001, 100_000);
    await first.committed([{ id: 'long', version: 100_000, state: { total: 100_001 } }]);
    await addUpTo('long', 100_003, 100_001);

    const queries = watchQueries();
    expect(await load(open(), 'long')).toMatchObject({ version: 100_002, state: { total: 100_003 } });
    queries.stop();
    // The snapshot, and the two events after it.
    expect(queries.rows).toEqual([3]);
  });

  test('with few events has no snapshot', async () => {
    const entities = open();
    await entities.committed([{ id: 'short', version: 50, state: { total: 51 } }]);
    expect((await site.pool.query('SELECT FROM runtime.snapshot')).rowCount).toBe(0);
  });

  test('is folded from all events if its snapshot is missing, invalid, or of another version', async () => {
    await addUpTo('b', 150);
    const entities = open();
    await entities.committed([{ id: 'b', version: 149, state: { total: 150 } }]);
    expect((await site.pool.query('SELECT version FROM runtime.snapshot')).rows).toEqual([{ version: 149 }]);
    const whole = { version: 149, state: { total: 150 } };

    const raised = { ...counterDecider, snapshots: { ...counterDecider.snapshots!, version: 2 } };
    expect(await load(open(raised), 'b')).toMatchObject(whole);
    await site.pool.query(`UPDATE runtime.snapshot SET state = '{"total": "much"}'`);
    expect(await load(open(), 'b')).toMatchObject(whole);
    await site.pool.query('TRUNCATE runtime.snapshot');
    expect(await load(open(), 'b')).toMatchObject(whole);
  });

  test('that another process changed is forgotten with its snapshot', async () => {
    const entities = open();
    await entities.committed([{ id: 'c', version: 500, state: { total: 501 } }]);
    await addUpTo('c', 2);
    await entities.forget(['c']);
    expect(await load(entities, 'c')).toMatchObject({ version: 1, state: { total: 2 } });
  });

  test('that cannot be folded is returned as an error', async () => {
    await site.store.write(counter.stream('d'), Added({ counterId: 'd', amount: 1, total: 1 }));
    await site.pool.query(`UPDATE message_store.messages SET data = '{}' WHERE stream_name = $1`, [
      counter.stream('d'),
    ]);
    expect(String(await load(open(), 'd'))).toContain('Could not fold counter-d');
  });
});

test('the memory for entities is bounded: the least recently used are evicted', async () => {
  const entities = open(counterDecider, 1024); // 32 KiB
  const ids = Array.from({ length: 1000 }, (_, n) => `n${n}`);
  await entities.committed(ids.map((id) => ({ id, version: 0, state: { total: 1 } })));
  const queries = watchQueries();
  await entities.load(['n999', 'n990']);
  expect(queries.rows).toEqual([]);
  await entities.load(['n0']);
  queries.stop();
  expect(queries.rows).toEqual([0]);
});
