import { z } from 'zod';
import { afterAll, describe, expect, test } from 'vitest';
import { createMessageStore, messageType } from './index.ts';
import { BAD_BATCH_SIZES, BAD_NAMES, BAD_POSITIONS, checkingExamples } from './testing/examples/checking.ts';
import { Counted, counted } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

/** Tries arguments that are refused before Postgres sees them: the pool of the store `unasked` fails every query. */
const { pool, store, close } = await openTestStore();
afterAll(close);

const noQuery = {
  query: () => Promise.reject(new Error('Postgres was asked')),
  connect: () => Promise.reject(new Error('Postgres was asked')),
  on: () => {},
};
const unasked = createMessageStore(noQuery as never);

checkingExamples(unasked);

describe.each(BAD_NAMES)('a name that is %s', (_what, name, error) => {
  test('is refused by the functions of this store only', async () => {
    const client = noQuery as never;
    await expect(unasked.writeAll([{ streamName: name, messages: counted(1) }], { client })).rejects.toThrow(error);
    await expect(unasked.readFacts(name, { position: 1, batchSize: 1, olderThanMs: 1 })).rejects.toThrow(error);
  });

  test('is refused as a message type', () => {
    expect(() => messageType(name, z.object({}))).toThrow(error);
  });
});

test.each(BAD_POSITIONS)('the position %s is refused for facts too', async (position) => {
  await expect(unasked.readFacts('a', { position, batchSize: 1, olderThanMs: 1 })).rejects.toThrow(RangeError);
});

test.each(BAD_BATCH_SIZES)('the batch size %s is refused for facts too', async (batchSize) => {
  await expect(unasked.readFacts('a', { position: 1, batchSize, olderThanMs: 1 })).rejects.toThrow(RangeError);
});

test('stores the longest names of streams and of their correlation', async () => {
  const longest = (first: string) =>
    `${first}${Array.from({ length: 1_023 }, (_, n) => String.fromCharCode(97 + ((n * n * 7 + n) % 26))).join('')}`;
  const name = `${longest('a').slice(0, 1_022)}-1`;
  const correlationStreamName = longest('b');
  await store.write(name, Counted({ n: 1 }, { metadata: { correlationStreamName } }));
  expect(await store.readBatch(name)).toHaveLength(1);
});

describe('a write without messages', () => {
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
