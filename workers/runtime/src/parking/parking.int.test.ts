import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { retryFailedMessages, skipFailedMessages } from './operations';
import { reacts, type Handlers } from '../reacting/reacts';
import { Add, AddRejected, counter, label, Labelled } from '@/workers/testing/fixtures/counter';
import { cutConnections, eventsIn, eventually } from '@/workers/testing/test-site';
import { useParking } from '@/workers/testing/use-parking';

const {
  site,
  failing,
  reacting,
  run,
  stop,
  add,
  added,
  sendInvalid,
  waitForCommands,
  waitForEvents,
  amounts,
  labels,
  expectAmounts,
  expectLabels,
  rows,
  states,
  expectStates,
  idsOf,
  makeRetriesDue,
} = await useParking();

function reactsTo(handler: Handlers<ReturnType<typeof counter.readEvent>>['Added']) {
  const { category, readEvent } = counter;
  return reacts({ name: 'reacting', category, writes: [], read: readEvent, handlers: { Added: handler } });
}

describe('a command that fails', () => {
  test('blocks only its stream; after a successful retry the blocked ones follow in order', async () => {
    failing.add(2);
    run();
    await add('a', 1, 2, 3);
    await add('b', 1, 3);
    await add('a', 4);
    await waitForCommands();
    expect(await amounts('a')).toEqual([1]);
    expect(await amounts('b')).toEqual([1, 3]);
    expect(await states()).toEqual(['a retrying', 'a blocked', 'a blocked']);

    failing.clear();
    await expectAmounts('a', [1, 2, 3, 4]);
    await expectStates([]);
    await add('a', 5);
    await expectAmounts('a', [1, 2, 3, 4, 5]);
    const totals = (await eventsIn(site, counter, 'a')).map(({ data }) => (data as { total: number }).total);
    expect(totals).toEqual([1, 3, 6, 10, 15]);
  });

  test('is parked after the last attempt; its stream waits for an operator, and other streams continue', async () => {
    failing.add(2);
    run();
    await add('a', 2, 3);
    await expectStates(['a parked', 'a blocked']);
    expect((await rows())[0]?.attempts).toBe(5);
    await add('a', 4);
    await add('b', 1);
    await expectAmounts('b', [1]);
    await waitForCommands();
    expect(await states()).toEqual(['a parked', 'a blocked', 'a blocked']);
    expect(await amounts('a')).toEqual([]);
  });

  test('is retried by the next process, which continues the count of attempts', async () => {
    failing.add(2);
    const first = run();
    await add('a', 2, 3);
    await waitForCommands();
    await eventually(async () => expect((await rows())[0]!.attempts).toBeGreaterThan(1));
    await stop(first);
    const { attempts } = (await rows())[0]!;
    const second = run();
    await expectStates(['a parked', 'a blocked']);
    const tries = second.logged.filter(({ msg }) => msg.startsWith('could not handle a message'));
    expect(tries).toHaveLength(5 - attempts);
  });

  test('is retried without notifications', async () => {
    failing.add(2);
    run(undefined, { notifications: 'off' });
    await add('a', 2, 3);
    await expectStates(['a parked', 'a blocked']);
    failing.clear();
    expect(await retryFailedMessages(site.pool, 'all')).toBe(1);
    await expectAmounts('a', [2, 3]);
  });

  test('because its connection was cut is retried, and the attempt does not count', async () => {
    const worker = run();
    await worker.ready;
    for (let n = 0; n < 20; n += 1) {
      await add('a', 1);
      await cutConnections(site, 'counter');
    }
    await eventually(async () => expect(await amounts('a')).toHaveLength(20));
    expect(await rows()).toEqual([]);
    expect(worker.logged.filter(({ msg }) => msg.startsWith('could not handle a message'))).toEqual([]);
  });

  test('that breaks its contract is parked at once, also after a retry that changes nothing', async () => {
    await sendInvalid('a');
    await add('a', 1);
    const worker = run();
    await expectStates(['a parked', 'a blocked']);
    await retryFailedMessages(site.pool, { consumer: 'counter' });
    await eventually(() => expect(worker.logged.filter(({ msg }) => msg.endsWith('and parked it'))).toHaveLength(2));
    expect(await states()).toEqual(['a parked', 'a blocked']);
    expect(await amounts('a')).toEqual([]);
  });

  test('is recorded as parked for the page that awaits it, and as done after a successful retry', async () => {
    const traceId = randomUUID();
    failing.add(2);
    run();
    const metadata = { traceId, awaited: true };
    await site.write(counter.commandStream('a'), Add({ counterId: 'a', amount: 2 }, { id: traceId, metadata }));
    const isRecorded = (expected: object) =>
      eventually(async () => {
        const outcomes = await site.pool.query('SELECT parked, events FROM runtime.outcome WHERE trace_id = $1', [
          traceId,
        ]);
        expect(outcomes.rows).toMatchObject([expected]);
      });
    await isRecorded({ parked: true, events: [] });
    failing.clear();
    await retryFailedMessages(site.pool, { messageId: traceId });
    await isRecorded({ parked: false, events: [{ type: 'Added' }] });
  });
});

describe('a reaction that fails', () => {
  test('blocks only its stream; after a successful retry the blocked ones follow in order', async () => {
    failing.add(2);
    run(reacting);
    await added('a', 1, 2, 3);
    await site.write(counter.stream('a'), AddRejected({ reason: 'negative', counterId: 'a' }));
    await added('b', 1, 3);
    await added('a', 4);
    await waitForEvents();
    expect([await labels('a'), await labels('b')]).toEqual([['1'], ['1', '3']]);
    // Messages without a handler are not blocked.
    expect(await states()).toEqual(['a retrying', 'a blocked', 'a blocked']);

    failing.clear();
    await expectLabels('a', ['1', '2', '3', '4']);
    await expectStates([]);
  });

  test('is retried for a long time, and can be skipped meanwhile', async () => {
    failing.add(2);
    run(reacting);
    await added('a', 2, 3);
    await waitForEvents();
    for (let n = 1; n < 8; n += 1) {
      await eventually(async () => expect((await rows())[0]!.attempts).toBeGreaterThanOrEqual(n));
      await makeRetriesDue();
    }
    await skipFailedMessages(site.pool, { messageId: (await idsOf('retrying'))[0]! });
    await expectLabels('a', ['3']);
    expect(await states()).toEqual(['a skipped']);
  });

  test('is retried between the messages of a long batch', async () => {
    const seen: number[] = [];
    let isCured = false;
    let release = () => {};
    // All in one batch. The first message is not due again before the second is handled, even on a busy machine.
    for (const amount of [1, 2, 3]) await added(`s${amount}`, amount);
    run(
      reactsTo(async ({ data: { amount } }) => {
        seen.push(amount);
        if (amount === 1 && !isCured) throw new Error('Not yet');
        // The second message takes until the first is due again.
        if (amount === 2) await new Promise<void>((resolve) => (release = resolve));
        return [];
      }),
    );
    await eventually(() => expect(seen).toEqual([1, 2]));
    isCured = true;
    // It must also be due by the worker's own clock, which counts from its last query.
    await eventually(async () => {
      const { rowCount } = await site.pool.query(
        `SELECT FROM runtime.failed_message WHERE retry_at < now() - interval '500 milliseconds'`,
      );
      expect(rowCount).toBe(1);
    });
    release();
    await expectStates([]);
    await eventually(() => expect(seen).toContain(3));
    expect(seen.slice(0, 3)).toEqual([1, 2, 1]);
  });

  test('because of another write to the stream is retried at once', async () => {
    let times = 0;
    run(
      reactsTo(({ data: { counterId } }) => {
        times += 1;
        const message = Labelled({ counterId, label: `attempt ${times}` });
        return [{ streamName: label.stream(counterId), message, expectedVersion: times === 1 ? 7 : -1 }];
      }),
    );
    await added('a', 1);
    await expectLabels('a', ['attempt 2']);
    await expectStates([]);
  });

  test('because the id of its message is taken is parked, not retried for ever', async () => {
    const taken = randomUUID();
    await site.store.write('label-forged', Labelled({ counterId: 'forged', label: 'forged' }, { id: taken }));
    const counterIds: string[] = [];
    run(
      reactsTo(({ data: { counterId } }) => {
        counterIds.push(counterId);
        const message = Labelled({ counterId, label: 'mine' }, { id: counterId === 'a' ? taken : undefined });
        return [{ streamName: label.stream(counterId), message }];
      }),
    );
    await added('a', 1);
    await added('b', 1);
    await expectLabels('b', ['mine']);
    expect(await states()).toEqual(['a parked']);
    expect(counterIds).toEqual(['a', 'b']);
  });
});

test('without failed messages, the table is not queried', async () => {
  const { host } = run();
  await add('a', 1);
  await waitForCommands();
  const statements: string[] = [];
  const { pool } = host.store;
  const query = pool.query.bind(pool);
  pool.query = ((...args: Parameters<typeof query>) => {
    statements.push(JSON.stringify(args[0]));
    return query(...args);
  }) as typeof pool.query;
  for (let n = 2; n < 6; n += 1) await add('a', n);
  await waitForCommands();
  expect(statements.filter((sql) => sql.includes('runtime.failed_message'))).toEqual([]);
  expect(statements.length).toBeGreaterThan(0);
});
