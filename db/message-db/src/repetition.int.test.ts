import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMessageStore, createPool, ExpectedVersionError } from './index.ts';
import { eventually } from './testing/eventually.ts';
import { repetitionExamples } from './testing/examples/repetition.ts';
import { Counted, Renamed } from './testing/messages.ts';
import { openTestProxy } from './testing/proxy.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { url, pool, store, close } = await openTestStore();
afterAll(close);

const given = (n: number) => Counted({ n }, { id: randomUUID() });

const stream = () => `again-${randomUUID()}`;

/** All ways to write: alone, together with others, and in a caller's transaction, also by `writeAll`. */
const ways: [string, typeof store.write][] = [
  ['alone', store.write],
  [
    'together with others',
    async (name, ...others) => {
      const company = Array.from({ length: 4 }, (_, n) => store.write(`again-${randomUUID()}`, Counted({ n })));
      const [written] = await Promise.all([store.write(name, ...others), ...company]);
      return written;
    },
  ],
  [
    'in a transaction',
    (name, messages, options) => transaction(pool, (client) => store.write(name, messages, { ...options, client })),
  ],
  [
    'with others in a transaction',
    async (streamName, messages, options) => {
      const other = () => ({ streamName: `again-${randomUUID()}`, messages: Counted({ n: 0 }) });
      const writes = [other(), { streamName, messages, ...options }, other()];
      const written = await transaction(pool, (client) => store.writeAll(writes, { client }));
      return written[1] ?? [];
    },
  ],
];

describe.each(ways)('%s', (_way, write) => repetitionExamples(store, write));

test('two transactions with the same message: the second waits for the first, and returns the same', async () => {
  const message = given(1);
  let second: Promise<unknown> = Promise.resolve();
  const first = await transaction(pool, async (client) => {
    const written = await store.write('raced-1', message, { client });
    second = transaction(pool, (other) => store.write('raced-1', message, { client: other }));
    await eventually(async () => {
      const { rows } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    return written;
  });
  expect(await second).toEqual(first);
});

test('a message of the same transaction is found too', async () => {
  const message = given(1);
  await transaction(pool, async (client) => {
    const first = await store.write('same-1', message, { client });
    expect(await store.write('same-1', message, { client })).toEqual(first);
  });
});

test('a duplicate that a REPEATABLE READ transaction cannot see is an error', async () => {
  const message = given(1);
  const failed = transaction(
    pool,
    async (client) => {
      await store.version('unseen-1', { client });
      await store.write('unseen-1', message);
      await store.write('unseen-1', message, { client });
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
  );
  await expect(failed).rejects.toMatchObject({
    name: expect.stringMatching(/^(DuplicateMessage|ExpectedVersion)Error$/),
  });
});

test('looks for a message only if its write is refused', async () => {
  const query = vi.spyOn(Client.prototype, 'query');
  onTestFinished(() => query.mockRestore());
  await store.write('round-1', Renamed({ name: 'a' }));
  await store.write('round-1', given(1));
  expect(query).toHaveBeenCalledTimes(2);
  await expect(store.write('round-1', Counted({ n: 1 }), { expectedVersion: 7 })).rejects.toThrow(ExpectedVersionError);
  expect(query).toHaveBeenCalledTimes(4);
});

test('a first write in a transaction takes one round trip if the client made the id', async () => {
  await transaction(pool, async (client) => {
    const query = vi.spyOn(Client.prototype, 'query');
    onTestFinished(() => query.mockRestore());
    await store.write('round-2', Renamed({ name: 'a' }), { client });
    expect(query).toHaveBeenCalledTimes(1);
  });
});

describe.each(ways)('a message whose id was made, %s', (_way, write) => {
  test('is written once if the answer to its first write was lost', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const own = createPool({ connectionString: proxy.url });
    onTestFinished(() => own.end());
    const name = stream();
    const message = Counted({ n: 1 });
    await own.query('SELECT 1');
    proxy.loseAnswers();
    const lost = createMessageStore(own).write(name, message, { expectedVersion: -1 });
    const failed = lost.catch((error: unknown) => error);
    await eventually(async () => expect(await store.version(name)).toBe(0));
    await proxy.down();
    expect(await failed).toMatchObject({ name: 'ConnectionError', isRetryable: true, isAmbiguous: true });
    expect(await write(name, message, { expectedVersion: -1 })).toMatchObject([{ position: 0 }]);
    expect(await store.version(name)).toBe(0);
  });
});
