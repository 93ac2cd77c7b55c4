import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { follow } from '@message-db/client';
import { operations } from '@/workers/aggregators/operations/aggregator';
import { identity } from '@/workers/identity/contract';
import { examples } from '@/workers/identity/examples';
import { decides } from '@message-db/runtime';
import { Add, counter, counterDecider, counters, Explode, label, Labelled } from '@/workers/testing/fixtures/counter';
import { eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestAggregator, startTestComponent, type TestWorker } from '@/workers/testing/worker';
import { runCtl } from '../testing/captured';
import { SEARCHED_MAX } from './find-trace';

const site = await openTestSite();
const running: TestWorker[] = [];
beforeEach(async () => {
  await site.pool
    .query(`TRUNCATE message_store.messages, runtime.consumer, runtime.checkpoint, runtime.lease, runtime.process,
    runtime.failed_message, runtime.build`);
  for (const schema of ['test_counters_v1', 'operations_v1'])
    await site.pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
});
afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())));
afterAll(() => site.close());

async function runComponent(): Promise<TestWorker> {
  const worker = startTestComponent(site.url, { name: 'counter', subscriptions: [decides(counter, counterDecider)] });
  running.push(worker);
  await worker.ready;
  return worker;
}
const trace = (id: string) => runCtl(site.url, ['trace', id]);
const add = async (amount: number, traceId: string = randomUUID()) => {
  await site.write(counter.commandStream('a'), Add({ counterId: 'a', amount }, { id: traceId, metadata: { traceId } }));
  return traceId;
};
/** Waits until the outcome of a trace matches. @returns its lines, without values that vary. */
async function traceLines(id: string, outcome: string): Promise<string[]> {
  const { code, lines } = await eventually(async () => {
    const result = await trace(id);
    expect(result.lines[0]).toMatch(new RegExp(`, ${outcome}$`));
    return result;
  });
  expect(code).toBe(0);
  return lines.slice(1).map((line) => line.replaceAll(/#\d+/g, '#').replaceAll(/\+\d+\.\d{3} s/g, '+ s'));
}
async function fill(category: string, messages: number): Promise<void> {
  await site.pool.query(
    `INSERT INTO message_store.messages (stream_name, position, type, data, metadata)
     SELECT $1 || '-many', n, 'Filled', '{}', '{}' FROM generate_series(0, $2::int - 1) AS n`,
    [category, messages],
  );
}

describe('a trace', () => {
  test('is a tree of commands and events, with the aggregators that have projected them', async () => {
    const aggregator = startTestAggregator(site.url, counters);
    running.push(aggregator);
    // A trace is done without an aggregator that has not begun.
    await aggregator.ready;
    await runComponent();
    const id = await add(1);
    await handled(site, 'test_counters_v1', counter.category, 'test_counters_v1.checkpoint');
    expect(await traceLines(id, 'done')).toEqual([
      'Add  counter:command-a 0 #  + s',
      '└─ Added  counter-a 0 #  + s',
      '      projected by test-counters',
    ]);
    const event = await site.store.readLast(counter.stream('a'));
    expect(await traceLines(event!.id, 'done')).toHaveLength(3);
  });

  test('has each message below its cause', async () => {
    const id = await add(1);
    const [command] = await site.store.readBatch(counter.commandStream('a'));
    const one = Labelled({ counterId: 'a', label: 'one' });
    await site.write(label.stream('a'), [
      follow(command!, one),
      follow(command!, Labelled({ counterId: 'a', label: 'two' })),
    ]);
    const [first] = await site.store.readBatch(label.stream('a'));
    await site.write(label.stream('b'), follow(first!, Labelled({ counterId: 'b', label: 'three' })));
    expect(await traceLines(id, 'done')).toEqual([
      'Add  counter:command-a 0 #  + s',
      '├─ Labelled  label-a 0 #  + s',
      '│  └─ Labelled  label-b 0 #  + s',
      '└─ Labelled  label-a 1 #  + s',
    ]);
  });

  test('shows a rejection', async () => {
    await runComponent();
    expect(await traceLines(await add(-1), String.raw`rejected \(negative\)`)).toHaveLength(2);
  });

  test('shows consumers that have not handled a message, and whether they have a worker', async () => {
    const worker = await runComponent();
    await add(1);
    await handled(site, 'counter', counter.commandCategory);
    running.splice(0);
    await worker.stop();
    expect(await traceLines(await add(2), 'under way')).toEqual([
      'Add  counter:command-a 1 #  + s',
      '   waits for counter, which no live worker reads for',
    ]);
  });

  test('shows parked messages with their error', async () => {
    await runComponent();
    const id = randomUUID();
    await site.write(counter.commandStream('a'), Explode({ counterId: 'a' }, { id, metadata: { traceId: id } }));
    expect(await traceLines(id, 'parked')).toEqual([
      'Explode  counter:command-a 0 #  + s',
      '   parked at counter, 5 attempts: Boom',
    ]);
  });

  test('of a message without a trace has the messages that it caused', async () => {
    await runComponent();
    const command = Add({ counterId: 'a', amount: 1 });
    await site.write(counter.commandStream('a'), command);
    expect(await traceLines(command.id, 'done')).toEqual([
      'Add  counter:command-a 0 #  + s',
      '└─ Added  counter-a 0 #  + s',
    ]);
    expect((await trace(command.id)).out).toContain('which has no trace');
  });

  test('with an unknown id is reported', async () => {
    await fill('counter', 3);
    const id = randomUUID();
    expect(await trace(id)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(id) });
  });
});

describe('a long trace ago', () => {
  const traceId = randomUUID();
  /** Writes two messages of a trace, with more messages between and after them than are searched. */
  async function writeLongAgo(): Promise<void> {
    for (const type of ['Register', 'RequestRegistration'] as const) {
      const message = examples.commands[type];
      await site.write(identity.commandStream('1'), { ...message, id: randomUUID(), metadata: { traceId } });
      await fill(identity.commandCategory, SEARCHED_MAX + 1);
      await site.pool.query(
        `UPDATE message_store.messages SET stream_name = stream_name || '-' || $1 WHERE stream_name LIKE '%-many'`,
        [type],
      );
    }
  }

  test('is found with the operations view', async () => {
    await writeLongAgo();
    running.push(startTestAggregator(site.url, operations));
    const { lines, err } = await eventually(async () => {
      const result = await trace(traceId);
      expect(result.lines).toHaveLength(5);
      return result;
    });
    expect(lines.filter((line) => !line.includes('projected by operations')).map((line) => line.split(' ')[0])).toEqual(
      ['Trace', 'Register', 'RequestRegistration'],
    );
    expect(err).toBe('');
  });

  test('is searched among the newest messages without the operations view', async () => {
    await writeLongAgo();
    expect((await trace(traceId)).code).toBe(1);
    await site.write(identity.stream('1'), { ...examples.events.Registered, id: randomUUID(), metadata: { traceId } });
    expect((await trace(traceId)).lines.map((line) => line.split(' ')[0])).toEqual(['Trace', 'Registered']);
  });

  test('is searched from its first message if that is known, and an incomplete search is reported', async () => {
    const id = await add(1);
    await fill(counter.commandCategory, SEARCHED_MAX + 1);
    expect(await trace(id)).toMatchObject({
      code: 0,
      lines: [expect.stringContaining('1 message since'), expect.stringContaining('Add')],
      err: expect.stringContaining('Searched only 10,000 messages each of counter:command'),
    });
  });
});
