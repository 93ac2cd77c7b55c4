import { afterAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '@/db/embedded/test-database';
import { createMessageStore, createPool, messageType } from './index';

const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => pool.query('TRUNCATE message_store.messages RESTART IDENTITY'));

const Old = messageType('Old', z.object({ n: z.number() }), [(data) => data]);
const HOUR = 60 * 60_000;
const read = (position = 1, batchSize = 10) => store.readFacts('thing', { position, batchSize, wholeForMs: HOUR });
const age = (condition: string) => pool.query(`UPDATE message_store.messages SET time = time - interval '2 hours' WHERE ${condition}`);

test('old messages are read as facts, newer ones whole, in one order', async () => {
  await store.write('thing-a', [Old({ n: 1 }, { metadata: { traceId: 'trace', userId: 'somebody' } }), Old({ n: 2 }), Old({ n: 3 })]);
  await store.write('other-a', Old({ n: 9 }));
  await age('position <> 1');
  const whole = await store.readBatch('thing');
  const { id: _id, time: _time, ...first } = whole[0]!;
  const { id: _id3, time: _time3, ...third } = whole[2]!;
  expect(await read()).toEqual([{ ...first, metadata: { schemaVersion: 2 } }, whole[1], { ...third, metadata: { schemaVersion: 2 } }]);
  expect((await read(2, 1)).map(({ data }) => data)).toEqual([{ n: 2 }]);
});

test.each([
  [null, {}],
  ['{}', {}],
  ['[1]', {}],
  ['"text"', {}],
  ['{"schemaVersion": 1}', { schemaVersion: 1 }],
  ['{"schemaVersion": "1"}', { schemaVersion: '1' }],
  ['{"schemaVersion": null}', { schemaVersion: null }],
])('metadata %s has of it what a schema version is told by', async (metadata, expected) => {
  await pool.query(`SELECT message_store.write_message(gen_random_uuid()::text, 'thing-a', 'Any', 'null', $1)`, [metadata]);
  await age('true');
  expect(await read()).toEqual([{ streamName: 'thing-a', type: 'Any', data: null, metadata: expected, position: 0, globalPosition: 1 }]);
});
