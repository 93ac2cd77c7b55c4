import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  listFailedMessages,
  NotFailedError,
  retryFailedMessages,
  skipFailedMessages,
  type FailedMessageSummary,
} from './operations';
import { Add, counter, Explode } from '@/workers/testing/fixtures/counter';
import { eventually } from '@/workers/testing/test-site';
import { useParking } from '@/workers/testing/use-parking';

const { site, failing, run, stop, add, waitForCommands, amounts, expectAmounts, rows, states, expectStates, idsOf } =
  await useParking();

describe('an operator', () => {
  /** Parks one message in each of these streams, with one blocked behind it. */
  async function parkIn(...ids: string[]): Promise<void> {
    for (const id of ids) {
      await site.write(counter.commandStream(id), Explode({ counterId: id }));
      await add(id, 1);
    }
    await eventually(async () => expect(await idsOf('parked')).toHaveLength(ids.length));
  }

  test('retries a message after a fix, and those blocked behind it follow', async () => {
    failing.add(2);
    run();
    await add('a', 2, 3);
    await add('b', 2, 3);
    await expectStates(['a parked', 'a blocked', 'b parked', 'b blocked']);
    failing.clear();
    const [first] = await listFailedMessages(site.pool);
    expect(first).toMatchObject({ consumer: 'counter', type: 'Add', error: 'Not 2', behind: 1 });
    expect(first?.streamName).toBe('counter:command-a');
    expect(await retryFailedMessages(site.pool, { messageId: first!.messageId })).toBe(1);
    await expectAmounts('a', [2, 3]);
    expect(await states()).toEqual(['b parked', 'b blocked']);
  });

  test('skips a message, and those blocked behind it follow', async () => {
    run();
    await parkIn('a', 'b');
    expect(await skipFailedMessages(site.pool, { messageId: (await idsOf('parked'))[0]! })).toBe(1);
    await expectAmounts('a', [1]);
    expect(await states()).toEqual(['a skipped', 'b parked', 'b blocked']);
    await add('a', 5);
    await expectAmounts('a', [1, 5]);
  });

  test('skips a blocked message', async () => {
    run();
    await parkIn('a');
    await add('a', 7);
    await waitForCommands();
    await skipFailedMessages(site.pool, { messageId: (await idsOf('blocked'))[0]! });
    await skipFailedMessages(site.pool, { messageId: (await idsOf('parked'))[0]! });
    await expectAmounts('a', [7]);
    expect(await states()).toEqual(['a skipped', 'a skipped']);
  });

  test('retries or skips all messages of a consumer, in chunks', async () => {
    await site.pool.query(
      `SELECT message_store.write_message(gen_random_uuid()::text, 'counter:command-' || n, 'Add', '{"amount": "much"}')
       FROM generate_series(1, 250) AS n`,
    );
    run();
    await eventually(async () => expect(await rows()).toHaveLength(250));
    const progress: number[] = [];
    expect(await retryFailedMessages(site.pool, { consumer: 'counter' }, (messages) => progress.push(messages))).toBe(
      250,
    );
    expect(await retryFailedMessages(site.pool, { consumer: 'nobody' })).toBe(0);
    await eventually(async () => expect(new Set(await idsOf('parked')).size).toBe(100));
    await eventually(async () => expect((await rows()).every(({ state }) => state === 'parked')).toBe(true));
    expect(await skipFailedMessages(site.pool, { consumer: 'counter' }, (messages) => progress.push(messages))).toBe(
      250,
    );
    expect(progress).toEqual([100, 200, 250, 100, 200, 250]);
    expect(await listFailedMessages(site.pool)).toEqual([]);
  });

  test('skips no message that is parked after the call', async () => {
    await site.pool.query(
      `INSERT INTO runtime.failed_message (consumer, message_id, category, stream_name, global_position, type, state, last_at)
       SELECT 'c', gen_random_uuid(), 'thing', 'thing-' || n, n, 'Thing', 'parked', now() + (n - 1) * interval '1 hour'
       FROM generate_series(1, 2) AS n`,
    );
    expect(await skipFailedMessages(site.pool, { consumer: 'c' })).toBe(1);
    expect((await listFailedMessages(site.pool, { consumer: 'c' })).map(({ streamName }) => streamName)).toEqual([
      'thing-2',
    ]);
  });

  test('lists failed messages page by page', async () => {
    await site.pool.query(
      `INSERT INTO runtime.failed_message (consumer, message_id, category, stream_name, global_position, type, state)
       SELECT 'c' || n % 2, gen_random_uuid(), 'thing', 'thing-' || n, n, 'Thing',
              CASE WHEN n > 4 THEN 'blocked' ELSE 'parked' END
       FROM generate_series(1, 6) AS n`,
    );
    const place = ({ consumer, globalPosition }: FailedMessageSummary) => [consumer, globalPosition];
    const first = await listFailedMessages(site.pool, { limit: 3 });
    expect(first.map(place)).toEqual([
      ['c0', 2],
      ['c0', 4],
      ['c1', 1],
    ]);
    expect((await listFailedMessages(site.pool, { limit: 3, after: first.at(-1)! })).map(place)).toEqual([['c1', 3]]);
    expect((await listFailedMessages(site.pool, { consumer: 'c0', states: ['blocked'] })).map(place)).toEqual([
      ['c0', 6],
    ]);
  });

  test('gets the reason why a message cannot be retried or skipped', async () => {
    run();
    await parkIn('a');
    const [blocked, parked] = [(await idsOf('blocked'))[0]!, (await idsOf('parked'))[0]!];
    await expect(retryFailedMessages(site.pool, { messageId: blocked })).rejects.toThrow(
      'is blocked behind an earlier message of counter:',
    );
    await expect(retryFailedMessages(site.pool, { messageId: randomUUID() })).rejects.toThrow(NotFailedError);
    await expect(skipFailedMessages(site.pool, { messageId: parked, consumer: 'other' })).rejects.toThrow(
      'has failed at other',
    );
    await skipFailedMessages(site.pool, { messageId: parked });
    await expect(skipFailedMessages(site.pool, { messageId: parked })).rejects.toThrow('was skipped');
    await expect(retryFailedMessages(site.pool, { messageId: parked })).rejects.toThrow('was skipped');
  });
});

describe('in a stream with thousands of blocked messages', () => {
  const total = 3000;
  test('all follow in order, in chunks, after the first was retried', async () => {
    failing.add(1);
    const all = Array.from({ length: total }, (_, n) => n + 1);
    await add('a', ...all);
    run();
    await eventually(async () =>
      expect((await rows()).filter(({ state }) => state === 'blocked')).toHaveLength(total - 1),
    );
    await eventually(async () => expect(await idsOf('parked')).toHaveLength(1));
    failing.clear();
    failing.add(1700);
    await retryFailedMessages(site.pool, 'all');
    await eventually(async () => expect(await amounts('a')).toHaveLength(1699));
    await add('b', 1);
    await expectAmounts('b', [1]);
    failing.clear();
    await retryFailedMessages(site.pool, 'all');
    await eventually(async () => expect(await rows()).toEqual([]));
    expect(await amounts('a')).toEqual(all);
  });
});

test('rows deleted by hand block no messages after the worker restarts', async () => {
  const worker = run();
  await site.write(counter.commandStream('a'), [Explode({ counterId: 'a' }), Add({ counterId: 'a', amount: 1 })]);
  await expectStates(['a parked', 'a blocked']);
  await stop(worker);
  await site.pool.query(`DELETE FROM runtime.failed_message WHERE state = 'parked'`);
  run();
  await expectAmounts('a', [1]);
});
