import { afterAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createEmptyDatabase } from './testing/store.ts';
import { createMessageStore, createPool, install, messageType } from './index.ts';

const database = await createEmptyDatabase();
const pool = createPool({ connectionString: database.url });
await install(pool);
const store = createMessageStore(pool);
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => pool.query('TRUNCATE message_store.messages RESTART IDENTITY'));

const Old = messageType('Old', z.object({ n: z.number() }), [(data) => data]);
const HOUR = 60 * 60_000;
const read = (position = 1, batchSize = 10) => store.readFacts('thing', { position, batchSize, olderThanMs: HOUR });
const age = (condition: string) =>
  pool.query(`UPDATE message_store.messages SET time = time - interval '2 hours' WHERE ${condition}`);

test('reads old messages as facts, in order, from a position on, up to the batch size', async () => {
  await store.write('thing-a', [Old({ n: 1 }, { metadata: { traceId: 'trace', userId: 'somebody' } }), Old({ n: 2 })]);
  await store.write('other-a', Old({ n: 9 }));
  await store.write('thing-b', Old({ n: 3 }));
  await age('true');
  const fact = (globalPosition: number, n: number) => ({
    type: 'Old',
    data: { n },
    metadata: { schemaVersion: 2 },
    globalPosition,
  });
  expect(await read()).toEqual([fact(1, 1), fact(2, 2), fact(4, 3)]);
  expect(await read(2, 1)).toEqual([fact(2, 2)]);
  expect(await read(5)).toEqual([]);
  expect(await store.readFacts('nothing', { position: 1, batchSize: 10, olderThanMs: HOUR })).toEqual([]);
});

test('returns null if one of them is newer', async () => {
  await store.write('thing-a', [Old({ n: 1 }), Old({ n: 2 }), Old({ n: 3 })]);
  await age('position <> 1');
  expect(await read()).toBeNull();
  expect(await read(1, 1)).toHaveLength(1);
  expect(await read(3)).toHaveLength(1);
});

test('keeps the order and the data of thousands', async () => {
  const Any = messageType('Any "type"', z.unknown());
  const data = Array.from({ length: 3000 }, (_, n) => [n, `"\\', ] , [\n\u2028 ${n}`, null, { '': [{}] }][n % 4]);
  await store.write(
    'thing-a',
    data.map((each) => Any(each)),
  );
  await age('true');
  const facts = (await read(1, 3000))!;
  expect(facts.map((fact) => fact.data)).toEqual(data);
  expect(facts.map(({ globalPosition }) => globalPosition)).toEqual(data.map((_, index) => index + 1));
});

test.each([
  [null, {}],
  ['{}', {}],
  ['[1]', {}],
  ['"text"', {}],
  ['{"schemaVersion": 1}', { schemaVersion: 1 }],
  ['{"schemaVersion": "1"}', { schemaVersion: '1' }],
  ['{"schemaVersion": null}', {}],
])('from metadata %s, a fact keeps the schema version', async (metadata, expected) => {
  await pool.query(`SELECT message_store.write_message(gen_random_uuid()::text, 'thing-a', 'Any', 'null', $1)`, [
    metadata,
  ]);
  await age('true');
  expect(await read()).toEqual([{ type: 'Any', data: null, metadata: expected, globalPosition: 1 }]);
});
