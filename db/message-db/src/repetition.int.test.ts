import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { z } from 'zod';
import {
  createMessageStore,
  createPool,
  DuplicateMessageError,
  ExpectedVersionError,
  follow,
  messageType,
} from './index.ts';
import { Counted, Renamed } from './testing/messages.ts';
import { openTestProxy } from './testing/proxy.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { url, pool, store, close } = await openTestStore();
afterAll(close);

const given = (n: number, id: string = randomUUID()) => Counted({ n }, { id });

const stream = () => `again-${randomUUID()}`;

/** All ways to write: alone, in company, and as part of a caller's transaction, of which one is `writeAll`. */
const ways: [string, typeof store.write][] = [
  ['alone', store.write],
  [
    'in company',
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

describe.each(ways)('writing the same messages again, %s', (_way, write) => {
  test('changes nothing and answers as the first time', async () => {
    const name = stream();
    await store.write(name, Counted({ n: 0 }));
    const messages = [given(1), given(2), given(3)];
    const first = await write(name, messages);
    await store.write(name, Counted({ n: 4 }));
    expect(await write(name, messages)).toEqual(first);
    expect(await store.version(name)).toBe(4);
  });

  test('succeeds at the version that was expected the first time', async () => {
    const name = stream();
    const message = given(1);
    const first = await write(name, message, { expectedVersion: -1 });
    expect(await write(name, message, { expectedVersion: -1 })).toEqual(first);
    await expect(write(name, given(2), { expectedVersion: -1 })).rejects.toEqual(new ExpectedVersionError(name, -1, 0));
  });

  test('ignores the case of an id, and its metadata', async () => {
    const name = stream();
    const id = randomUUID();
    const first = await write(name, given(1, id));
    const again = Counted({ n: 1 }, { id: id.toUpperCase(), metadata: { traceId: 'another' } });
    expect(await write(name, again)).toEqual(first);
    expect(await write(name, { ...again, id: id.toUpperCase() })).toEqual(first);
  });

  test('compares data as JSON does', async () => {
    const name = stream();
    const Mixed = messageType('Mixed', z.looseObject({}));
    const data = { none: null, left: undefined, deep: { b: [1, 2.5, 1e21, -0, 'é\u{1F3AC}'], a: {} } };
    const id = randomUUID();
    const first = await write(name, Mixed(data, { id }));
    expect(await write(name, Mixed({ deep: { a: {}, b: data.deep.b }, none: null }, { id }))).toEqual(first);
    await expect(write(name, Mixed({ deep: data.deep }, { id }))).rejects.toThrow(DuplicateMessageError);
  });

  test('happens once, however many try at the same time', async () => {
    const name = stream();
    const messages = [given(1), given(2)];
    const answers = await Promise.all(Array.from({ length: 8 }, () => write(name, messages)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await store.version(name)).toBe(1);
  });

  test.each([
    ['data', (id: string, name: string) => write(name, Counted({ n: 2 }, { id }))],
    ['type', (id: string, name: string) => write(name, { ...Counted({ n: 1 }, { id }), type: 'Other' })],
    ['stream', (id: string) => write(stream(), Counted({ n: 1 }, { id }))],
  ])('an id with another %s is a duplicate', async (_other, repeat) => {
    const name = stream();
    const message = given(1);
    await write(name, message);
    await expect(repeat(message.id, name)).rejects.toEqual(new DuplicateMessageError(message.id));
    expect(await store.version(name)).toBe(0);
  });

  test.each(['begins with', 'ends with'])('a batch that %s what exists is an error', async (where) => {
    const name = stream();
    const existing = given(1);
    await write(name, existing);
    const batch = where === 'begins with' ? [existing, given(2)] : [given(2), existing];
    const failed = await write(name, batch).catch((error) => error);
    expect(failed).toBeInstanceOf(DuplicateMessageError);
    expect(failed).toMatchObject({ messageId: existing.id, message: expect.stringContaining('only 1 of the 2') });
    expect(await store.version(name)).toBe(0);
  });

  test('an id twice in one write is a duplicate', async () => {
    const name = stream();
    const message = given(1);
    await expect(write(name, [message, message])).rejects.toEqual(
      new DuplicateMessageError(message.id, 'is given twice in one write'),
    );
    expect(await store.version(name)).toBe(-1);
  });
});

test('two transactions with the same message: the second waits for the first, and answers the same', async () => {
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

test('a message is looked for only when its write is refused', async () => {
  const query = vi.spyOn(Client.prototype, 'query');
  onTestFinished(() => query.mockRestore());
  await store.write('round-1', Renamed({ name: 'a' }));
  await store.write('round-1', given(1));
  expect(query).toHaveBeenCalledTimes(2);
  await expect(store.write('round-1', Counted({ n: 1 }), { expectedVersion: 7 })).rejects.toThrow(ExpectedVersionError);
  expect(query).toHaveBeenCalledTimes(4);
});

test('a first write in a transaction takes one round trip where the id was made', async () => {
  await transaction(pool, async (client) => {
    const query = vi.spyOn(Client.prototype, 'query');
    onTestFinished(() => query.mockRestore());
    await store.write('round-2', Renamed({ name: 'a' }), { client });
    expect(query).toHaveBeenCalledTimes(1);
  });
});

describe.each(ways)('a message whose id was made, %s', (_way, write) => {
  test.each([undefined, -1])(
    'is written once when it is written again (expected version: %s)',
    async (expectedVersion) => {
      const name = stream();
      const messages = [Counted({ n: 1 }), Counted({ n: 2 })];
      const first = await write(name, messages, { expectedVersion });
      expect(await write(name, messages, { expectedVersion })).toEqual(first);
      expect(await store.version(name)).toBe(1);
    },
  );

  test('is written once when a copy of it is written again', async () => {
    const name = stream();
    await store.write('cause-1', Counted({ n: 0 }));
    const cause = (await store.readLast('cause-1'))!;
    const message = Counted({ n: 1 });
    const first = await write(name, follow(cause, message));
    expect(await write(name, follow(cause, message))).toEqual(first);
    expect(await store.version(name)).toBe(0);
  });

  test('is written once when the answer to its first write was lost', async () => {
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
