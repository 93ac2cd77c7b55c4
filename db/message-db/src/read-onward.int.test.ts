import { afterAll, describe, expect, test } from 'vitest';
import { categoryOf, createMessageStore, type Metadata } from './index.ts';
import { readingOnwardExamples } from './testing/examples/reading-onward.ts';
import { Counted } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { pool, store, close } = await openTestStore();
afterAll(close);

readingOnwardExamples(store);

describe('a signal', () => {
  test('aborted during a query does not wait for the query', async () => {
    await transaction(pool, async (client) => {
      await client.query('LOCK TABLE message_store.messages IN ACCESS EXCLUSIVE MODE');
      const stopping = new AbortController();
      const reading = store.readBatch('signal-3', { signal: stopping.signal });
      setTimeout(() => stopping.abort(new Error('enough')), 20);
      await expect(reading).rejects.toThrow('enough');
    });
    expect(await store.readBatch('signal-3')).toEqual([]);
  });
});

describe('readCategories', () => {
  test('misses no message if a writer commits after a later one of another category', async () => {
    const positions = new Map([
      ['early', 1],
      ['late', 1],
    ]);
    const read = async () => {
      const batch = await store.readCategories(positions);
      for (const { streamName, globalPosition } of batch) positions.set(categoryOf(streamName), globalPosition + 1);
      return batch.map(({ streamName }) => streamName);
    };
    await transaction(pool, async (client) => {
      await store.write('early-1', Counted({ n: 1 }), { client });
      await store.write('late-1', Counted({ n: 2 }));
      expect(await read()).toEqual(['late-1']);
    });
    expect(await read()).toEqual(['early-1']);
  });
});

test('metadata has the fields and types of the caller', async () => {
  interface Tenanted extends Metadata {
    tenant: string;
  }
  const tenanted = createMessageStore<Tenanted>(pool);
  await tenanted.write('tenant-1', Counted({ n: 1 }, { metadata: { tenant: 'acme', labels: ['a'] } }));
  const message = await tenanted.readLast('tenant-1');
  const tenant: string = Counted.read(message!).metadata.tenant;
  expect([tenant, message!.metadata.labels]).toEqual(['acme', ['a']]);
});
