import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Metadata } from '@message-db/client';
import { repartition } from '../partitions/repartition';
import { retryFailedMessages, skipFailedMessages } from '../parking/operations';
import { startProcess, type WorkerProcess } from '@/workers/testing/process';
import { Asked, Dropped, reminder, reminders } from '@/workers/testing/fixtures/reminder';
import { eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';

const CONSUMER = 'reminders-timers';
const site = await openTestSite();
afterAll(() => site.close());

const running: TestWorker[] = [];
const processes: WorkerProcess[] = [];
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await Promise.all(processes.splice(0).map(({ ended }) => ended));
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
  await site.pool.query(
    'TRUNCATE message_store.messages, runtime.timer, runtime.checkpoint, runtime.failed_message, runtime.consumer',
  );
});

function run(options?: Parameters<typeof startTestComponent>[2]): TestWorker {
  const worker = startTestComponent(site.url, reminders, options);
  running.push(worker);
  return worker;
}

async function stop(worker: TestWorker): Promise<void> {
  running.splice(running.indexOf(worker), 1);
  await worker.stop();
}

const inMilliseconds = (wait: number) => new Date(Date.now() + wait).toISOString();
const LONG_AGO = '2020-01-01T00:00:00.000Z';
const HOUR = 3_600_000;

/** Makes all timers due. Tests set them far ahead, so that none is due earlier, even on a busy machine. */
const makeTimersDue = () => site.pool.query(`UPDATE runtime.timer SET due_at = due_at - interval '2 hours'`);

const remind = (id: string, at: string, { text = id, metadata = {} as Metadata } = {}) =>
  site.write(reminder.stream(id), Asked({ reminderId: id, at, text }, { metadata }));
const drop = (id: string) => site.write(reminder.stream(id), Dropped({ reminderId: id }));
const followed = () => handled(site, CONSUMER, reminder.category);
const timers = async () =>
  (await site.pool.query<{ timer_id: string }>('SELECT timer_id FROM runtime.timer ORDER BY due_at')).rows.map(
    ({ timer_id }) => timer_id,
  );
const failedMessages = async () =>
  (
    await site.pool.query<{ stream: string; position: number; state: string; error: string | null }>(
      'SELECT stream_name AS stream, global_position AS position, state, error FROM runtime.failed_message ORDER BY global_position',
    )
  ).rows;
const sent = () => site.store.readBatch(reminder.commandCategory);
const texts = async () => (await sent()).map(({ data }) => (data as { text: string }).text);

describe('a timer', () => {
  test.each(['on', 'off'] as const)('sends its command at its time, with notifications %s', async (notifications) => {
    run({ notifications });
    await remind('soon', inMilliseconds(600));
    await eventually(async () => expect(await texts()).toEqual(['soon']));
    expect(await timers()).toEqual([]);
    const { rows } = await site.pool.query(
      `SELECT bool_and(command.time AT TIME ZONE 'UTC' >= (event.data->>'at')::timestamptz) AS "inTime"
       FROM message_store.messages AS command JOIN message_store.messages AS event ON event.data->>'reminderId' = command.data->>'reminderId'
       WHERE command.type = 'Remind' AND event.type = 'Asked'`,
    );
    expect(rows).toEqual([{ inTime: true }]);
  });

  test('sends a command that follows from its event and is not awaited', async () => {
    const [cause] = await remind('cause', LONG_AGO, {
      metadata: { traceId: 'some-trace', userId: 'somebody', awaited: true },
    });
    run();
    await eventually(async () => expect(await sent()).toHaveLength(1));
    const [command] = await sent();
    expect(command?.metadata).toEqual({
      traceId: 'some-trace',
      userId: 'somebody',
      schemaVersion: 1,
      causationMessageStreamName: 'reminder-cause',
      causationMessagePosition: 0,
      causationMessageGlobalPosition: cause?.globalPosition,
    });
  });

  test('is moved when it is set again; an earlier timer does not wait for a later one', async () => {
    run();
    await remind('later', inMilliseconds(HOUR));
    await remind('moved', inMilliseconds(HOUR), { text: 'too late' });
    await followed();
    await remind('moved', inMilliseconds(300), { text: 'in time' });
    await eventually(async () => expect(await texts()).toEqual(['in time']));
    expect(await timers()).toEqual(['reminder-later reminding']);
  });

  test('that is cancelled sends nothing, even if both events are in one batch', async () => {
    await remind('early', LONG_AGO);
    await drop('early');
    run();
    await remind('dropped', inMilliseconds(HOUR));
    await eventually(async () => expect(await timers()).toEqual(['reminder-dropped reminding']));
    await drop('dropped');
    await followed();
    expect(await timers()).toEqual([]);
    await remind('control', LONG_AGO);
    await eventually(async () => expect(await texts()).toEqual(['control']));
  });

  test('that was cancelled long ago sends nothing if old events are read again', async () => {
    // More than a batch of events between the two.
    await remind('past', LONG_AGO);
    await site.store.write(
      reminder.stream('noise'),
      Array.from({ length: 600 }, () => Dropped({ reminderId: 'noise' })),
    );
    await drop('past');
    run();
    await followed();
    await remind('control', LONG_AGO);
    await eventually(async () => expect(await texts()).toEqual(['control']));
  });
});

test('an idle worker sends as few queries with many timers as without timers', async () => {
  for (let n = 0; n < 300; n += 1) {
    await site.store.write(
      reminder.stream(`${n}`),
      Asked({ reminderId: `${n}`, at: inMilliseconds(HOUR), text: 'later' }),
    );
  }
  const { host } = run();
  await followed();
  let queries = 0;
  host.store.pool.on('acquire', () => (queries += 1));
  // A rate is measured, so time must pass. A slow machine lowers the rate.
  await pause(4000);
  expect(await timers()).toHaveLength(300);
  expect(queries / 4).toBeLessThan(6);
});

describe('timers that were missed while no worker ran', () => {
  test('are sent at the start, the earliest first', async () => {
    const worker = run();
    const start = Date.now() + HOUR;
    for (const [id, wait] of [
      ['third', 3],
      ['first', 1],
      ['second', 2],
    ] as const)
      await remind(id, new Date(start + wait).toISOString());
    await followed();
    await stop(worker);
    expect(await texts()).toEqual([]);
    await makeTimersDue();
    run();
    await eventually(async () => expect(await texts()).toEqual(['first', 'second', 'third']));
  });

  test('are all sent, even if there are many', async () => {
    const ids = Array.from({ length: 350 }, (_, n) => String(n).padStart(3, '0'));
    for (const id of ids.toReversed()) {
      await site.store.write(
        reminder.stream(id),
        Asked({ reminderId: id, at: `2020-01-01T00:00:00.${id}Z`, text: id }),
      );
    }
    run();
    await eventually(async () => expect(await texts()).toEqual(ids));
    expect(await timers()).toEqual([]);
  });
});

test('the table can be rebuilt from events, and sent commands are not sent again', async () => {
  const worker = run();
  await remind('sent', LONG_AGO);
  await remind('waiting', inMilliseconds(HOUR));
  await eventually(async () => expect(await texts()).toEqual(['sent']));
  await stop(worker);
  const before = await site.pool.query('SELECT * FROM runtime.timer');
  await site.pool.query(`TRUNCATE runtime.timer; DELETE FROM runtime.checkpoint WHERE consumer = '${CONSUMER}'`);

  run();
  await followed();
  await eventually(async () => expect(await timers()).toEqual(['reminder-waiting reminding']));
  expect((await site.pool.query('SELECT * FROM runtime.timer')).rows).toEqual(before.rows);
  expect(await texts()).toEqual(['sent']);
});

describe('a timer that cannot be sent', () => {
  test('is parked if its command is no longer in a contract, and other timers continue', async () => {
    const worker = run();
    const [cause] = await remind('broken', inMilliseconds(HOUR));
    await followed();
    await stop(worker);
    await site.pool.query(
      `UPDATE runtime.timer SET due_at = '2020-01-01', message = jsonb_set(message, '{data,text}', to_jsonb(repeat('x', 101)))`,
    );
    run();
    await remind('sound', LONG_AGO);
    await eventually(async () => expect(await texts()).toEqual(['sound']));
    expect(await failedMessages()).toEqual([
      {
        stream: 'reminder-broken',
        position: cause?.globalPosition,
        state: 'parked',
        error: expect.stringContaining('text'),
      },
    ]);
    expect(await timers()).toEqual([]);

    // Later events of the same entity are blocked, and follow after the retry.
    const [later] = await remind('broken', inMilliseconds(2 * HOUR), { text: 'later' });
    await eventually(async () =>
      expect((await failedMessages()).map(({ state }) => state)).toEqual(['parked', 'blocked']),
    );
    await retryFailedMessages(site.pool, { consumer: CONSUMER });
    await eventually(async () => expect(await failedMessages()).toEqual([]));
    const { rows } = await site.pool.query<{ text: string }>(
      `SELECT message->'data'->>'text' AS text FROM runtime.timer`,
    );
    expect(rows).toEqual([{ text: 'later' }]);
    expect(later?.position).toBe(1);
  });

  test('is parked before the failed messages of later events', async () => {
    const worker = run();
    await remind('broken', inMilliseconds(HOUR));
    await followed();
    await stop(worker);
    await makeTimersDue();
    await site.pool.query(`UPDATE runtime.timer SET message = jsonb_set(message, '{type}', '"Unknown"')`);
    await remind('broken', 'soon');
    run();
    await eventually(async () =>
      expect((await failedMessages()).map(({ state }) => state)).toEqual(['parked', 'blocked']),
    );
    await skipFailedMessages(site.pool, { consumer: CONSUMER });
    await eventually(async () =>
      expect((await failedMessages()).map(({ state }) => state)).toEqual(['skipped', 'parked']),
    );
  });

  test('is parked at once if its message or time is invalid', async () => {
    await remind('message', LONG_AGO, { text: 'x'.repeat(101) });
    await remind('time', 'soon');
    await remind('sound', LONG_AGO);
    run();
    await eventually(async () => expect(await texts()).toEqual(['sound']));
    expect(await failedMessages()).toMatchObject([
      { stream: 'reminder-message', error: expect.stringContaining('text') },
      { stream: 'reminder-time', error: expect.stringContaining('soon') },
    ]);
  });
});

describe('with several processes', () => {
  const ids = Array.from({ length: 60 }, (_, n) => `r${n}`);
  const askAll = async (at: (n: number) => string) => {
    for (const [n, id] of ids.entries()) await remind(id, at(n));
  };

  test('each timer is sent by one process, even while partitions change', async () => {
    const workers = [run(), run(), run()];
    await Promise.all(workers.map(({ ready }) => ready));
    await repartition(site.pool, CONSUMER, reminder.category, 3);
    await askAll((n) => inMilliseconds(400 + n * 20));
    await repartition(site.pool, CONSUMER, reminder.category, 2);
    await eventually(async () => expect((await texts()).toSorted()).toEqual(ids.toSorted()));
    expect(await timers()).toEqual([]);
  });

  test('each timer is sent once, even if processes are killed', async () => {
    const start = () => {
      const process = startProcess('start-reminders', site.url);
      processes.push(process);
      return process;
    };
    await askAll((n) => inMilliseconds(n * 80));
    for (let round = 0; round < 3; round += 1) {
      const [one, other] = [start(), start()];
      const before = (await texts()).length;
      await Promise.all([one.ready, other.ready]);
      await eventually(async () => expect((await texts()).length).toBeGreaterThan(before));
      one.child.kill('SIGKILL');
      other.child.kill('SIGKILL');
      await remind(`late${round}`, inMilliseconds(20));
    }
    start();
    const all = [...ids, 'late0', 'late1', 'late2'];
    await eventually(async () => expect((await texts()).toSorted()).toEqual(all.toSorted()));
    expect(await timers()).toEqual([]);
  });
});
