import { z } from 'zod';
import { afterAll, describe, expect, test } from 'vitest';
import { createMessageStore, messageType } from './index.ts';
import { collect, Counted, counted } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

/** What is refused before Postgres sees it: the pool of the store `unasked` fails every query. */
const { pool, store, close } = await openTestStore();
afterAll(close);

const noQuery = {
  query: () => Promise.reject(new Error('Postgres was asked')),
  connect: () => Promise.reject(new Error('Postgres was asked')),
  on: () => {},
};
const unasked = createMessageStore(noQuery as never);

const NAMES: [string, string, typeof TypeError | typeof RangeError][] = [
  ['empty', '', TypeError],
  ['a NUL', 'a-\0', TypeError],
  ['the first half of a surrogate pair', 'a-\ud83c', TypeError],
  ['the second half of a surrogate pair', 'a-\udfac', TypeError],
  ['too long', `a-${'x'.repeat(1_023)}`, RangeError],
  ['too long in UTF-8', `a-${'視'.repeat(341)}`, RangeError],
  ['no text', 7 as never, TypeError],
];

describe.each(NAMES)('a name that is %s', (_what, name, error) => {
  test('is refused by each function that takes one', async () => {
    const client = noQuery as never;
    await expect(unasked.write(name, counted(1))).rejects.toThrow(error);
    await expect(unasked.writeAll([{ streamName: name, messages: counted(1) }], { client })).rejects.toThrow(error);
    await expect(unasked.readBatch(name)).rejects.toThrow(error);
    await expect(collect(unasked.read(name))).rejects.toThrow(error);
    await expect(unasked.readLast(name)).rejects.toThrow(error);
    await expect(unasked.readLast('a-1', { type: name })).rejects.toThrow(error);
    await expect(unasked.readStreams([name])).rejects.toThrow(error);
    await expect(unasked.version(name)).rejects.toThrow(error);
    await expect(unasked.readBatch('a', { correlation: name })).rejects.toThrow(error);
    await expect(unasked.readCategories(new Map([[name, 1]]))).rejects.toThrow(error);
    await expect(unasked.readFacts(name, { position: 1, batchSize: 1, olderThanMs: 1 })).rejects.toThrow(error);
    const correlated = { ...Counted({ n: 1 }), metadata: { correlationStreamName: name } };
    await expect(unasked.write('a-1', correlated)).rejects.toThrow(error);
  });

  test('is no message type', () => {
    expect(() => messageType(name, z.object({}))).toThrow(error);
  });
});

test('the longest names can be stored, of streams and of their correlation', async () => {
  const longest = (first: string) =>
    `${first}${Array.from({ length: 1_023 }, (_, n) => String.fromCharCode(97 + ((n * n * 7 + n) % 26))).join('')}`;
  const name = `${longest('a').slice(0, 1_022)}-1`;
  const correlationStreamName = longest('b');
  await store.write(name, Counted({ n: 1 }, { metadata: { correlationStreamName } }));
  expect(await store.readBatch(name)).toHaveLength(1);
});

test('what is no message is refused', async () => {
  await expect(unasked.write('a-1', { type: 'Opened', data: {} } as never)).rejects.toThrow(TypeError);
  await expect(unasked.write('a-1', { ...Counted({ n: 1 }), type: '' })).rejects.toThrow(TypeError);
});

describe.each([-1, 0.5, Number.NaN, Infinity, 1e30, '1' as never])('the position %s', (position) => {
  test('is refused', async () => {
    await expect(unasked.readBatch('a-1', { position })).rejects.toThrow(RangeError);
    await expect(unasked.readBatch('a', { position })).rejects.toThrow(RangeError);
    await expect(collect(unasked.read('a', { position }))).rejects.toThrow(RangeError);
    await expect(unasked.readStreams(new Map([['a-1', position]]))).rejects.toThrow(RangeError);
    await expect(unasked.readCategories(new Map([['a', position]]))).rejects.toThrow(RangeError);
    await expect(unasked.readFacts('a', { position, batchSize: 1, olderThanMs: 1 })).rejects.toThrow(RangeError);
  });
});

describe.each([0, -1, 0.5, Number.NaN, Infinity, 1e30])('the batch size %s', (batchSize) => {
  test('is refused', async () => {
    await expect(unasked.readBatch('a-1', { batchSize })).rejects.toThrow(RangeError);
    await expect(collect(unasked.read('a', { batchSize }))).rejects.toThrow(RangeError);
    await expect(unasked.readCategories(new Map([['a', 1]]), { batchSize })).rejects.toThrow(RangeError);
    await expect(unasked.readFacts('a', { position: 1, batchSize, olderThanMs: 1 })).rejects.toThrow(RangeError);
  });
});

test.each([-2, 0.5, Number.NaN, Infinity, 1e30])(
  'the expected version %s is refused, of no messages too',
  async (expectedVersion) => {
    await expect(unasked.write('a-1', counted(1), { expectedVersion })).rejects.toThrow(RangeError);
    await expect(unasked.write('a-1', [], { expectedVersion })).rejects.toThrow(RangeError);
  },
);

describe('a write without messages', () => {
  test('checks its expected version', async () => {
    await store.write('empty-1', counted(2));
    expect(await store.write('empty-1', [], { expectedVersion: 1 })).toEqual([]);
    expect(await store.write('empty-2', [], { expectedVersion: -1 })).toEqual([]);
    const refused = { name: 'ExpectedVersionError', streamName: 'empty-1', expected: 0, actual: 1 };
    await expect(store.write('empty-1', [], { expectedVersion: 0 })).rejects.toMatchObject(refused);
    expect(await store.version('empty-1')).toBe(1);
  });

  test('checks it beside others that have messages', async () => {
    await store.write('beside-1', counted(1));
    const written = await Promise.all([
      store.write('beside-1', [], { expectedVersion: 0 }),
      store.write('beside-2', counted(2)),
      store.write('beside-1', [], { expectedVersion: 7 }).catch((error: Error) => error.name),
      store.write('beside-3', [], { expectedVersion: -1 }),
      store.write('beside-1', counted(1)),
    ]);
    expect(written).toMatchObject([
      [],
      [{ position: 0 }, { position: 1 }],
      'ExpectedVersionError',
      [],
      [{ position: 1 }],
    ]);
  });

  test("checks it in a caller's transaction", async () => {
    await store.write('inside-1', counted(1));
    await transaction(pool, async (client) => {
      expect(await store.write('inside-1', [], { client, expectedVersion: 0 })).toEqual([]);
      const writes = [
        { streamName: 'inside-2', messages: counted(2), expectedVersion: -1 },
        { streamName: 'inside-1', messages: [], expectedVersion: 0 },
        { streamName: 'inside-2', messages: [], expectedVersion: 1 },
        { streamName: 'inside-3', messages: [] },
      ];
      expect((await store.writeAll(writes, { client })).map(({ length }) => length)).toEqual([2, 0, 0, 0]);
    });
    const refused = transaction(pool, (client) =>
      store.writeAll(
        [
          { streamName: 'inside-2', messages: counted(1) },
          { streamName: 'inside-1', messages: [], expectedVersion: 3 },
        ],
        { client },
      ),
    );
    await expect(refused).rejects.toMatchObject({ name: 'ExpectedVersionError', expected: 3, actual: 0 });
    expect(await store.version('inside-2')).toBe(1);
  });
});
