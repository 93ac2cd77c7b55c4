import { expect, test } from 'vitest';
import { createMemoryStore, type MemoryStore } from './index.ts';
import { checkingExamples } from './testing/examples/checking.ts';
import { consumerGroupExamples } from './testing/examples/consumer-group.ts';
import { readingExamples } from './testing/examples/reading.ts';
import { readingOnwardExamples } from './testing/examples/reading-onward.ts';
import { repetitionExamples } from './testing/examples/repetition.ts';
import { subscriptionExamples } from './testing/examples/subscription.ts';
import { writingExamples } from './testing/examples/writing.ts';
import { Counted, counted } from './testing/messages.ts';

/** The store in memory passes the same examples as the store in Postgres in the integration tests of these names. */
const EXAMPLES = [
  checkingExamples,
  writingExamples,
  (store: MemoryStore) => repetitionExamples(store, store.write),
  readingExamples,
  readingOnwardExamples,
  consumerGroupExamples,
  subscriptionExamples,
];
for (const examples of EXAMPLES) examples(createMemoryStore());

test('two stores in memory share nothing', async () => {
  const [one, other] = [createMemoryStore(), createMemoryStore()];
  const message = Counted({ n: 1 });
  expect(await one.write('own-1', message)).toEqual([{ position: 0, globalPosition: 1 }]);
  expect(await other.version('own-1')).toBe(-1);
  expect(await other.write('own-2', message)).toEqual([{ position: 0, globalPosition: 1 }]);
});

test('a changed message, before or after reading, does not change the store', async () => {
  const store = createMemoryStore();
  const message = Counted({ n: 1 });
  await store.write('mine-1', message);
  message.data.n = 2;
  const [read] = await store.readBatch('mine-1');
  Object.assign(read!.data as object, { n: 3 });
  expect(await store.readLast('mine-1')).toMatchObject({ data: { n: 1 } });
});

test('refuses a transaction', async () => {
  const store = createMemoryStore();
  const client = { query: () => Promise.reject(new Error('there is no database')) } as never;
  const refused = new TypeError('A store in memory has no transactions, and was given a client');
  await expect(store.write('outside-1', counted(1), { client })).rejects.toThrow(refused);
  await expect(store.readBatch('outside-1', { client })).rejects.toThrow(refused);
  await expect(store.readLast('outside-1', { client })).rejects.toThrow(refused);
  await expect(store.readStreams(['outside-1'], { client })).rejects.toThrow(refused);
  await expect(store.version('outside-1', { client })).rejects.toThrow(refused);
  await expect(store.readCategories(new Map([['outside', 1]]), { client })).rejects.toThrow(refused);
});
