import { Pool } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { createMessageStore } from './index.ts';
import { readingExamples } from './testing/examples/reading.ts';
import { collect, counted } from './testing/messages.ts';
import { openTestStore } from './testing/store.ts';

const { url, pool, store, close } = await openTestStore();
afterAll(close);

readingExamples(store);

describe('read', () => {
  test('reads metadata that is no object as empty', async () => {
    for (const metadata of [null, 'null', '[1]', '5', '"text"']) {
      await pool.query(`SELECT message_store.write_message(gen_random_uuid()::text, 'odd-1', 'Odd', '{}', $1::jsonb)`, [
        metadata,
      ]);
    }
    const messages = await collect(store.read('odd'));
    expect(messages.map(({ metadata }) => metadata)).toEqual([{}, {}, {}, {}, {}]);
  });

  test('can be stopped early', async () => {
    await store.write('left-1', counted(50));
    for await (const message of store.read('left-1', { batchSize: 10 })) if (message.position === 12) break;
    expect(pool.idleCount).toBe(pool.totalCount);
  });
});

test('another pool returns the same positions and times', async () => {
  await store.write('foreign-1', counted(1));
  const theirs = new Pool({ connectionString: url, options: '-c search_path=elsewhere -c TimeZone=Asia/Kolkata' });
  // Its connections may still be closing when the database is dropped.
  theirs.on('error', () => {});
  const foreign = createMessageStore(theirs);
  expect(await foreign.write('foreign-1', counted(1))).toEqual([{ position: 1, globalPosition: expect.any(Number) }]);
  expect(await foreign.readBatch('foreign-1')).toEqual(await store.readBatch('foreign-1'));
  expect(await foreign.version('foreign-1')).toBe(1);
  await theirs.end();
});
