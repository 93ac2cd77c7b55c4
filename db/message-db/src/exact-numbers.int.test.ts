import { randomUUID } from 'node:crypto';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';
import { afterAll, expect, test } from 'vitest';
import { messageType } from './index.ts';
import { openTestStore } from './testing/store.ts';

const { pool, store, close } = await openTestStore();
afterAll(close);

const anything: StandardSchemaV1<unknown> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
};
const Measured = messageType('Measured', anything);

async function writeForeign(streamName: string, json: string): Promise<void> {
  await pool.query('SELECT message_store.write_message($1, $2, $3, $4)', [randomUUID(), streamName, 'Measured', json]);
}

test.each([Number.NaN, Infinity, -Infinity])('refuses data with %s, which JSON does not have', (n) => {
  expect(() => Measured({ deep: [{ n }] })).toThrow(`JSON has no number ${n}`);
});

test('accepts null, and text that contains null', () => {
  expect(Measured({ none: null, text: 'null' }).data).toEqual({ none: null, text: 'null' });
});

test.each([0.1, 2 ** 53, 1e21, 1e300, 5e-324, -0.30000000000000004])('reads %s as it was written', async (n) => {
  const name = `exact-${randomUUID()}`;
  await store.write(name, Measured({ n }));
  const [message] = await store.readBatch(name);
  expect(Measured.read(message!).data).toEqual({ n });
  expect(message).not.toHaveProperty('isInexact');
});

test('marks a message with a number that JavaScript cannot hold, and its contract refuses it', async () => {
  await writeForeign('foreign-1', '{"n": 9007199254740993}');
  const [message] = await store.readBatch('foreign-1');
  expect(message).toMatchObject({ data: { n: 9007199254740992 }, isInexact: true });
  const Foreign = messageType('Measured', z.object({ n: z.number() }));
  expect(() => Foreign.read(message!)).toThrow('has a number with too many digits');
  expect(() => Foreign.read(message!)).toThrow(expect.objectContaining({ name: 'ContractError', reason: 'invalid' }));
  expect(await store.readFacts('foreign', { position: 1, batchSize: 10, olderThanMs: -60_000 })).toBeNull();
});
