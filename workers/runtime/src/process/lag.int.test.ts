import { createPool } from '@message-db/client';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { COUNTED, lagOf } from './lag';
import { heartbeat, lockConnection, takeLeases, type Partitioning } from '../partitions/lease-queries';
import { Added, counter } from '@/workers/testing/fixtures/counter';
import { eventually, openTestSite } from '@/workers/testing/test-site';

const site = await openTestSite();
const OWNER = 'c0ffee00-0000-4000-8000-000000000000';

beforeEach(async () => {
  await site.pool.query(`
    TRUNCATE message_store.messages, runtime.consumer, runtime.checkpoint, runtime.lease, runtime.process, runtime.build;
    DROP SCHEMA IF EXISTS "Odd'one" CASCADE`);
});
afterAll(() => site.close());

const add = (id: string) => site.write(counter.stream(id), Added({ counterId: id, amount: 1, total: 1 }));
const reads = (partitions = 1, done: number[][] = []) =>
  site.pool.query(
    `INSERT INTO runtime.consumer (consumer, category, partitions, done) VALUES ('c', 'counter', $1, $2)`,
    [partitions, JSON.stringify(done)],
  );
const setCheckpoint = (position: number) =>
  site.pool.query(`INSERT INTO runtime.checkpoint (consumer, category, position) VALUES ('c', 'counter', $1)`, [
    position,
  ]);

/** Makes messages that Message DB assigns to `partition` of `partitions`. */
async function shareOf(partition: number, partitions: number): Promise<number[]> {
  const batch = await site.store.readBatch('counter', { consumerGroup: { member: partition, size: partitions } });
  return batch.map(({ globalPosition }) => globalPosition);
}

test('counts the messages after the checkpoint, up to the newest message', async () => {
  const [first] = await add('a');
  await add('b');
  const [last] = await add('a');
  await site.write('other-1', Added({ counterId: 'x', amount: 1, total: 1 }));
  await reads();
  await setCheckpoint(first!.globalPosition);
  const [lag] = await lagOf(site.pool);
  expect(lag).toMatchObject({
    consumer: 'c',
    category: 'counter',
    partition: 0,
    partitions: 1,
    aggregator: null,
    build: null,
    position: first!.globalPosition,
    head: last!.globalPosition,
    messages: 2,
    atLeast: false,
    owner: null,
    issue: null,
  });
});

test('is as old as the oldest waiting message', async () => {
  const [first] = await add('a');
  await add('a');
  await site.pool.query(
    `UPDATE message_store.messages SET time = time - interval '1 hour' WHERE global_position = $1`,
    [first!.globalPosition],
  );
  await reads();
  expect((await lagOf(site.pool))[0]!.seconds).toBeGreaterThanOrEqual(3600);
  await setCheckpoint(first!.globalPosition);
  expect((await lagOf(site.pool))[0]!.seconds).toBeLessThan(3600);
});

test('is zero at the head and in an empty category', async () => {
  await reads();
  expect(await lagOf(site.pool)).toMatchObject([{ position: 0, head: 0, messages: 0, seconds: 0 }]);
  const [only] = await add('a');
  await setCheckpoint(only!.globalPosition);
  expect(await lagOf(site.pool)).toMatchObject([{ head: only!.globalPosition, messages: 0, seconds: 0 }]);
});

test('counts the messages of each partition', async () => {
  for (const id of 'abcdefgh') await add(id);
  await reads(3);
  const lags = await lagOf(site.pool);
  expect(lags.map(({ messages }) => messages)).toEqual(
    await Promise.all([0, 1, 2].map(async (partition) => (await shareOf(partition, 3)).length)),
  );
});

test('does not count messages that an earlier epoch handled', async () => {
  for (const id of 'abcdefgh') await add(id);
  const half = await shareOf(1, 2);
  await reads(3, [[0, half.at(-1)!]]);
  const lags = await lagOf(site.pool);
  expect(lags.reduce((sum, { messages }) => sum + messages, 0)).toBe(8 - half.length);
});

test('stops counting at its limit', async () => {
  await site.pool.query(
    `INSERT INTO message_store.messages (stream_name, position, type, data)
     SELECT 'counter-many', n, 'Added', '{}' FROM generate_series(0, $1::int + 10) AS n`,
    [COUNTED],
  );
  await reads();
  expect(await lagOf(site.pool)).toMatchObject([{ messages: COUNTED + 1, atLeast: true }]);
});

test('names the owner only while its lease is valid and it is connected', async () => {
  await reads();
  const owner = { process: OWNER, token: 4711, worker: 'w', host: 'h', pid: 7 };
  const its = createPool({ connectionString: site.url, max: 1 });
  const connection = await its.connect();
  await lockConnection(connection, owner);
  await heartbeat(connection, owner, 'http://127.0.0.1:9', ['c'], ['counter']);
  const partitioning = { consumer: 'c', category: 'counter', epoch: 0 } as Partitioning;
  expect(await takeLeases(connection, owner, partitioning, [0])).toEqual([0]);

  expect((await lagOf(site.pool))[0]!.owner).toEqual({
    process: OWNER,
    worker: 'w',
    host: 'h',
    pid: 7,
    metricsUrl: 'http://127.0.0.1:9',
    seenAt: expect.any(Date),
  });
  await site.pool.query(`UPDATE runtime.lease SET owned_until = now() - interval '1 second'`);
  expect((await lagOf(site.pool))[0]!.owner).toBeNull();

  await heartbeat(connection, owner, null, ['c'], ['counter']);
  expect((await lagOf(site.pool))[0]!.owner).not.toBeNull();
  connection.release(true);
  await its.end();
  await eventually(async () => expect((await lagOf(site.pool))[0]!.owner).toBeNull());
});

test('reads the checkpoint of an aggregator from its own tables, without retired builds', async () => {
  const [first] = await add('a');
  await add('a');
  await site.pool.query(`
    CREATE SCHEMA "Odd'one";
    CREATE TABLE "Odd'one".checkpoint (LIKE runtime.checkpoint INCLUDING ALL);
    INSERT INTO "Odd'one".checkpoint (consumer, category, position)
      VALUES ('Odd''one', 'counter', ${first!.globalPosition});
    INSERT INTO runtime.consumer (consumer, category)
      VALUES ('Odd''one', 'counter'), ('odd_v1', 'counter'), ('odd_v3', 'counter');
    INSERT INTO runtime.build (schema, aggregator, version, state)
      VALUES ('odd_v1', 'odd', 1, 'retired'), ('Odd''one', 'odd', 2, 'live'), ('odd_v3', 'odd', 3, 'building')`);
  expect(await lagOf(site.pool)).toMatchObject([
    { consumer: "Odd'one", aggregator: 'odd', build: 'live', position: first!.globalPosition, messages: 1 },
    { consumer: 'odd_v3', aggregator: 'odd', build: 'building', position: 0, messages: 2 },
  ]);
  expect(await lagOf(site.pool, ["Odd'one"])).toHaveLength(1);
});

test('returns only the named consumers', async () => {
  await reads();
  expect(await lagOf(site.pool, ['c'])).toHaveLength(1);
  expect(await lagOf(site.pool, ['d'])).toEqual([]);
});

test('uses the index of the category, even if other categories have many messages', async () => {
  await site.pool.query(
    `INSERT INTO message_store.messages (stream_name, position, type, data)
     SELECT 'busy-' || n, 0, 'Added', '{}' FROM generate_series(1, 20000) AS n; ANALYZE message_store.messages`,
  );
  await reads();
  const statements: [string, unknown[]][] = [];
  const listening = {
    query: (text: string, values: unknown[]) => {
      statements.push([text, values]);
      return site.pool.query(text, values);
    },
  };
  await lagOf(listening as unknown as typeof site.pool);
  const [text, values] = statements.at(-1)!;
  const { rows } = await site.pool.query(`EXPLAIN ${text}`, values);
  const plan = JSON.stringify(rows);
  expect(plan).toContain('Index Scan Backward using messages_category on messages');
  expect(plan).toContain('Index Scan using messages_category on messages');
  expect(plan).not.toContain('Seq Scan on messages');
});
