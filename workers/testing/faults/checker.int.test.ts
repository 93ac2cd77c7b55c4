import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openTestSite } from '../test-site';
import { check, type Sent } from './checker';

const site = await openTestSite();
afterAll(() => site.close());

const sent: Sent[] = [1, 2, 3].map(() => ({ id: randomUUID(), counterId: 'a' }));

async function write(
  streamName: string,
  type: string,
  data: object,
  cause?: number,
  id: string = randomUUID(),
): Promise<number> {
  await site.pool.query('SELECT message_store.write_message($1, $2, $3, $4, $5)', [
    id,
    streamName,
    type,
    JSON.stringify(data),
    JSON.stringify({ causationMessageGlobalPosition: cause }),
  ]);
  const { rows } = await site.pool.query<{ last: number }>(
    `SELECT max(global_position) AS last FROM message_store.messages`,
  );
  return rows[0]!.last;
}

/** Writes three commands and the messages that follow from them. */
beforeEach(async () => {
  await site.pool.query(`
    TRUNCATE message_store.messages;
    CREATE SCHEMA IF NOT EXISTS view;
    DROP VIEW IF EXISTS view.test_counters; DROP TABLE IF EXISTS seen;
    CREATE TABLE seen AS SELECT 'a' AS counter_id, 3::bigint AS sum, 3::bigint AS events, '3' AS label;
    CREATE VIEW view.test_counters AS SELECT * FROM seen`);
  for (const [n, { id }] of sent.entries()) {
    const command = await write('counter:command-a', 'Add', {}, undefined, id);
    const event = await write('counter-a', 'Added', { total: n + 1 }, command);
    await write('label-a', 'Labelled', { label: String(n + 1) }, event);
  }
});

const findings = async () => Object.keys(await check(site.url, sent));

test('finds nothing in a correct store', async () => {
  expect(await findings()).toEqual([]);
});

test.each([
  [
    'a command that was lost',
    `DELETE FROM message_store.messages WHERE stream_name = 'counter:command-a' AND position = 2`,
    'commands that were acknowledged and are not in the store',
  ],
  [
    'an event that was lost',
    `DELETE FROM message_store.messages WHERE stream_name = 'counter-a' AND position = 1`,
    'commands without their event',
  ],
  [
    'a label that was lost',
    `DELETE FROM message_store.messages WHERE stream_name = 'label-a' AND position = 0`,
    'events without their label',
  ],
  [
    'an event that was written twice',
    `SELECT message_store.write_message(gen_random_uuid()::text, 'counter-a', type, data, metadata)
     FROM message_store.messages WHERE stream_name = 'counter-a' AND position = 1`,
    'messages that two messages of a category follow from',
  ],
  [
    'events that were decided in another order',
    `UPDATE message_store.messages SET metadata = jsonb_build_object('causationMessageGlobalPosition',
     (SELECT sum(global_position) FROM message_store.messages WHERE stream_name = 'counter:command-a' AND position <> 1) -
     (metadata->>'causationMessageGlobalPosition')::bigint) WHERE stream_name = 'counter-a' AND position <> 1`,
    'streams whose messages are not in the order of their causes',
  ],
  [
    'an event that was decided on an old state',
    `UPDATE message_store.messages SET data = '{"total": 1}' WHERE stream_name = 'counter-a' AND position = 1`,
    'events that were not decided on all events before them',
  ],
  [
    'labels in the wrong order',
    `UPDATE message_store.messages SET data = '{"label": "1"}' WHERE stream_name = 'label-a' AND position = 1`,
    'labels out of place',
  ],
  ['a view that counted twice', 'UPDATE seen SET sum = 4', 'rows of the view that are not as the events say'],
  ['a view without one of the counters', 'DELETE FROM seen', 'rows of the view that are not as the events say'],
])('finds %s', async (_what, damage, finding) => {
  await site.pool.query(damage);
  expect(await findings()).toContain(finding);
});
