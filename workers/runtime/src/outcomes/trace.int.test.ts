import { randomUUID } from 'node:crypto';
import type { Message, NewMessage } from '@message-db/client';
import type { PoolClient } from 'pg';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Add, Added, AddRejected } from '@/workers/testing/fixtures/counter';
import { asRead } from '../testing/message';
import { openTestSite } from '@/workers/testing/test-site';
import { isAwaited, pruneTraces, recordOutcomes, recordParked, recordProjected, recordProjectedSoFar } from './trace';
import { inTransaction } from '../base/transaction';

const site = await openTestSite();
afterAll(() => site.close());
beforeEach(() => site.pool.query('TRUNCATE runtime.outcome, runtime.projected, runtime.failed_message'));

const MINUTE = 60_000;

/** Returns a command as its component reads it, for which a page has waited for this many minutes. */
function awaitedCommand(minutes = 0): Message {
  const id = randomUUID();
  const command = Add({ counterId: 'a', amount: 1 }, { id, metadata: { traceId: id, awaited: true } });
  return asRead(command, { time: new Date(Date.now() - minutes * MINUTE) });
}
const eventOf = (command: Message): Message =>
  asRead(Added({ counterId: 'a', amount: 1, total: 1 }, { metadata: command.metadata }), { time: new Date() });
const outcomes = async () =>
  (await site.pool.query('SELECT message_id, events, parked FROM runtime.outcome ORDER BY at')).rows;

describe('an outcome', () => {
  test.each<[string, Message, boolean]>([
    ['a command sent a moment ago', awaitedCommand(), true],
    ['a command sent before the component was down for half an hour', awaitedCommand(30), true],
    ['a command that was awaited long ago, as in a rebuild', awaitedCommand(61), false],
    ['a command that is not awaited', { ...awaitedCommand(), metadata: { traceId: randomUUID() } }, false],
    ['a command without a trace', { ...awaitedCommand(), metadata: { awaited: true } }, false],
  ])('of %s', (_what, message, expected) => expect(isAwaited(message)).toBe(expected));

  test('is recorded once, under the trace of the awaited command', async () => {
    const command = awaitedCommand();
    const event = Added({ counterId: 'a', amount: 1, total: 1 });
    const further = { ...eventOf(command), metadata: command.metadata };
    await recordOutcomes(site.pool, 'counter', [
      { command, events: [event] },
      { command: further, events: [event] },
    ]);
    await recordOutcomes(site.pool, 'counter', [{ command, events: [] }]);
    expect(await outcomes()).toEqual([
      { message_id: command.id, events: [{ id: event.id, type: 'Added' }], parked: false },
    ]);
  });

  test('holds only the data of rejections', async () => {
    const command = awaitedCommand();
    const data = { reason: 'negative', field: 'amount', counterId: 'a' };
    const event = AddRejected(data);
    await recordOutcomes(site.pool, 'counter', [{ command, events: [event] }]);
    expect(await outcomes()).toMatchObject([{ events: [{ id: event.id, type: 'AddRejected', data }] }]);
  });
});

describe('a projected event', () => {
  /** Creates the tables of a build. */
  async function build(state: 'live' | 'building'): Promise<void> {
    await site.pool.query(`
      DROP SCHEMA IF EXISTS names_v1 CASCADE;
      CREATE SCHEMA names_v1;
      CREATE TABLE names_v1.checkpoint (LIKE runtime.checkpoint INCLUDING ALL);
      INSERT INTO names_v1.checkpoint (consumer, category, position) VALUES ('names_v1', 'counter', 0);
      DELETE FROM runtime.build;
      INSERT INTO runtime.build (schema, aggregator, version, state) VALUES ('names_v1', 'names', 1, '${state}')`);
  }
  const asBuild = <Result>(work: (client: PoolClient) => Promise<Result>) =>
    inTransaction(site.pool, work, 'SET LOCAL search_path = names_v1, message_store, public');
  const projected = async () =>
    (await site.pool.query('SELECT trace_id, aggregator, message_id FROM runtime.projected')).rows;

  test('is recorded once; commands are not', async () => {
    await build('live');
    const command = awaitedCommand();
    const event = eventOf(command);
    await asBuild((client) => recordProjected(client, 'names', [command, event]));
    await asBuild((client) => recordProjected(client, 'names', [event]));
    expect(await projected()).toEqual([{ trace_id: command.id, aggregator: 'names', message_id: event.id }]);
  });

  test('is not recorded during a build; if it is awaited, it is recorded when the build goes live', async () => {
    await build('building');
    const command = awaitedCommand();
    const [first, second] = [1, 2].map((amount) =>
      Added({ counterId: 'a', amount, total: amount }, { metadata: command.metadata }),
    ) as [NewMessage, NewMessage];
    const [, last] = await site.store.write('counter-a', [first, second]);
    await recordOutcomes(site.pool, 'counter', [{ command, events: [first, second] }]);

    // A batch that is still in progress when the build should go live.
    const batch = await site.pool.connect();
    await batch.query('BEGIN');
    await batch.query('SET LOCAL search_path = names_v1, message_store, public');
    await batch.query('UPDATE checkpoint SET position = $1', [last!.globalPosition - 1]);
    const goingLive = inTransaction(site.pool, async (client) => {
      await recordProjectedSoFar(client, 'names', 'names_v1');
      await client.query(`UPDATE runtime.build SET state = 'live'`);
    });
    await recordProjected(batch, 'names', [asRead(first)]);
    await batch.query('COMMIT');
    batch.release();
    await goingLive;
    expect(await projected()).toEqual([{ trace_id: command.id, aggregator: 'names', message_id: first.id }]);
    await asBuild((client) => recordProjected(client, 'names', [asRead(second)]));
    expect(await projected()).toHaveLength(2);
  });
});

describe('a parked command', () => {
  test('is recorded if it is awaited', async () => {
    const command = awaitedCommand();
    await recordParked(site.pool, 'counter', [command, awaitedCommand(61), eventOf(command)]);
    expect(await outcomes()).toEqual([{ message_id: command.id, events: [], parked: true }]);
  });

  test('is no longer parked after a successful retry, and an outcome stays', async () => {
    const command = awaitedCommand();
    const event = Added({ counterId: 'a', amount: 1, total: 1 });
    await recordParked(site.pool, 'counter', [command]);
    await recordOutcomes(site.pool, 'counter', [{ command, events: [event] }]);
    const handled = [{ message_id: command.id, events: [{ id: event.id, type: 'Added' }], parked: false }];
    expect(await outcomes()).toEqual(handled);
    await recordParked(site.pool, 'counter', [command]);
    expect(await outcomes()).toEqual(handled);
  });

  test('stays recorded as long as it is parked', async () => {
    const [parked, skipped] = [awaitedCommand(), awaitedCommand()];
    await recordParked(site.pool, 'counter', [parked, skipped]);
    await site.pool.query(
      `INSERT INTO runtime.failed_message (consumer, message_id, category, stream_name, global_position, type, state)
       SELECT 'counter', id, 'counter:command', 'counter:command-a', 1, 'Add', state
       FROM unnest($1::uuid[], '{parked,skipped}'::text[]) AS it (id, state)`,
      [[parked.id, skipped.id]],
    );
    await site.pool.query(`UPDATE runtime.outcome SET at = now() - interval '1 day'`);
    await pruneTraces(site.pool);
    expect(await outcomes()).toMatchObject([{ message_id: parked.id }]);
  });
});

describe('pruning', () => {
  /** Inserts records of this many traces, all but one of them old. */
  async function fill(count: number): Promise<string> {
    const fresh = randomUUID();
    await site.pool.query(
      `INSERT INTO runtime.outcome (trace_id, message_id, component, events, at)
       SELECT gen_random_uuid(), gen_random_uuid(), 'c', '[]'::jsonb, now() - interval '11 minutes' FROM generate_series(2, $1)
       UNION ALL SELECT $2, $2, 'c', '[]'::jsonb, now() - interval '9 minutes'`,
      [count, fresh],
    );
    await site.pool.query(`INSERT INTO runtime.projected SELECT trace_id, 'a', message_id, at FROM runtime.outcome`);
    return fresh;
  }
  const remaining = async () =>
    (await site.pool.query('SELECT trace_id FROM runtime.outcome UNION ALL SELECT trace_id FROM runtime.projected'))
      .rows;

  test('deletes all records that are no longer awaited, in chunks', async () => {
    const fresh = await fill(2_501);
    const query = vi.spyOn(site.pool, 'query');
    await pruneTraces(site.pool);
    expect(query).toHaveBeenCalledTimes(2 * 3);
    query.mockRestore();
    expect(await remaining()).toEqual([{ trace_id: fresh }, { trace_id: fresh }]);
  });

  test('by several workers at once does not wait for locks', async () => {
    const fresh = await fill(3_000);
    const other = await site.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query(`SELECT FROM runtime.outcome WHERE trace_id <> $1 LIMIT 10 FOR UPDATE`, [fresh]);
      await Promise.all([pruneTraces(site.pool), pruneTraces(site.pool), pruneTraces(site.pool)]);
      expect((await site.pool.query('SELECT FROM runtime.outcome')).rowCount).toBe(11);
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    await pruneTraces(site.pool);
    expect(await remaining()).toEqual([{ trace_id: fresh }, { trace_id: fresh }]);
  });

  test('finds old records by an index', async () => {
    await fill(5_000);
    await site.pool.query(`UPDATE runtime.outcome SET at = now(); UPDATE runtime.projected SET at = now()`);
    await site.pool.query('VACUUM ANALYZE runtime.outcome, runtime.projected');
    for (const table of ['outcome', 'projected']) {
      const { rows } = await site.pool.query(
        `EXPLAIN SELECT ctid FROM runtime.${table} WHERE at < now() - interval '10 minutes' ORDER BY at LIMIT 1000`,
      );
      expect(JSON.stringify(rows)).toContain(`${table}_at`);
    }
  });
});
