import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { v5 as uuidFrom } from 'uuid';
import { reacts, type Handlers } from './reacts';
import type { Component } from '../consuming/subscription';
import { Add, Added, counter, Labelled, label } from '@/workers/testing/fixtures/counter';
import { cutConnections, eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';

type Event = ReturnType<typeof counter.readEvent>;

const site = await openTestSite();
afterAll(() => site.close());

const running: TestWorker[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
  await site.pool.query('TRUNCATE message_store.messages, runtime.failed_message');
});

function run(name: string, handlers: Handlers<Event>): TestWorker {
  const component: Component = {
    name,
    subscriptions: [
      reacts({ name, category: counter.category, writes: [label.category], read: counter.readEvent, handlers }),
    ],
  };
  const worker = startTestComponent(site.url, component);
  running.push(worker);
  return worker;
}

const done = (name: string) => handled(site, name, counter.category);
const add = (id: string, amount: number) =>
  site.write(counter.stream(id), Added({ counterId: id, amount, total: amount }));
const labelsOf = async (id: string) =>
  ((await site.store.readStreams([label.stream(id)])).get(label.stream(id)) ?? []).map(
    ({ data }) => (data as { label: string }).label,
  );
const labelled = (event: Event, text = event.id) => ({
  streamName: label.stream(event.data.counterId),
  message: Labelled({ counterId: event.data.counterId, label: text }),
});

describe('a reaction', () => {
  test('writes the messages that it returns, with its cause', async () => {
    const [cause] = await add('one', 1);
    run('writes', { Added: (event) => [labelled(event, 'first')] });
    await done('writes');
    expect(await site.store.readLast('label-one')).toMatchObject({
      data: { label: 'first' },
      metadata: { causationMessageStreamName: 'counter-one', causationMessageGlobalPosition: cause?.globalPosition },
    });
  });

  test('is not awaited, although its cause is', async () => {
    const traceId = randomUUID();
    await site.write(
      counter.stream('trace'),
      Added({ counterId: 'trace', amount: 1, total: 1 }, { metadata: { traceId, awaited: true } }),
    );
    run('traced', { Added: (event) => [labelled(event)] });
    await done('traced');
    const { metadata } = (await site.store.readLast('label-trace'))!;
    expect(metadata).toMatchObject({ traceId, causationMessageStreamName: 'counter-trace' });
    expect(metadata).not.toHaveProperty('awaited');
    expect((await site.pool.query('SELECT FROM runtime.outcome')).rowCount).toBe(0);
  });

  test('ignores types without a handler, which move the checkpoint', async () => {
    await add('two', 1);
    run('passes', {});
    await done('passes');
  });

  test('that throws is retried until it succeeds, and meanwhile blocks later messages of its stream', async () => {
    let attempts = 0;
    await add('flaky', 1);
    await add('flaky', 2);
    run('flaky', {
      Added(event) {
        attempts += 1;
        if (attempts < 4) throw new Error('Not yet');
        return [labelled(event, `after ${attempts}`)];
      },
    });
    await eventually(async () => expect(await labelsOf('flaky')).toEqual(['after 4', 'after 5']));
  });

  test('sends immediately, and only once if the id is made from its cause', async () => {
    let attempts = 0;
    await add('sender', 1);
    run('sends', {
      async Added(event, { send }) {
        const id = uuidFrom('progress', event.id);
        await send({
          streamName: label.stream('sender'),
          message: Labelled({ counterId: 'sender', label: 'begun' }, { id }),
        });
        attempts += 1;
        if (attempts < 3) throw new Error('Crashed after sending');
        return [labelled(event, 'done')];
      },
    });
    await eventually(async () => expect(await labelsOf('sender')).toEqual(['begun', 'done']));
  });

  test('to a message that breaks its contract is parked at once, and other streams continue', async () => {
    await site.write('counter-parked', Labelled({ counterId: 'parked', label: '' }));
    await site.pool.query(
      `SELECT message_store.write_message(gen_random_uuid()::text, 'counter-parked', 'Added', '{"amount": null}')`,
    );
    await add('parked', 7);
    await add('next', 7);
    run('parks', { Added: (event) => [labelled(event, String(event.data.amount))] });
    await done('parks');
    const { rows } = await site.pool.query(
      `SELECT state, error FROM runtime.failed_message WHERE consumer = 'parks' ORDER BY global_position`,
    );
    expect(rows).toEqual([
      { state: 'parked', error: expect.stringContaining('amount') },
      { state: 'blocked', error: null },
    ]);
    expect([await labelsOf('parked'), await labelsOf('next')]).toEqual([[], ['7']]);
  });
});

describe('with two processes', () => {
  test('one works; the other is ready, stands by without queries, and takes over when the first stops', async () => {
    const first = run('leased', { Added: (event) => [labelled(event, 'first')] });
    await first.ready;
    const second = run('leased', { Added: (event) => [labelled(event, 'second')] });
    await second.ready;
    await add('lease', 1);
    await eventually(async () => expect(await labelsOf('lease')).toEqual(['first']));

    running.splice(running.indexOf(first), 1);
    await first.stop();
    await add('lease', 2);
    await eventually(async () => expect(await labelsOf('lease')).toEqual(['first', 'second']));
    const loud = [...first.logged, ...second.logged].filter(({ level }) => level !== 'debug' && level !== 'info');
    expect(loud).toEqual([]);
    expect(second.logged.filter(({ msg, level }) => msg === 'standing by' && level === 'info')).toHaveLength(1);
  });

  test('the process that loses its lease aborts, takes the lease again and starts again', async () => {
    const signals: AbortSignal[] = [];
    await add('long', 1);
    const { logged } = run('breaks-off', {
      async Added(event, { signal }) {
        signals.push(signal);
        if (signals.length === 1) await once(signal, 'abort').then(() => signal.throwIfAborted());
        return [labelled(event, `attempt ${signals.length}`)];
      },
    });
    await eventually(() => expect(signals).toHaveLength(1));
    await cutConnections(site, 'breaks-off');
    await done('breaks-off');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(await labelsOf('long')).toEqual(['attempt 2']);
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

test('stop() aborts a reaction that listens to the signal, and waits for one that does not', async () => {
  const begun: string[] = [];
  let finish = () => {};
  await add('finishes', 1);
  const first = run('stops', {
    async Added(event) {
      begun.push('finishes');
      await new Promise<void>((resolve) => (finish = resolve));
      return [labelled(event, 'finished')];
    },
  });
  await eventually(() => expect(begun).toHaveLength(1));
  running.length = 0;
  const stopped = first.stop();
  finish();
  await stopped;
  expect(await labelsOf('finishes')).toEqual(['finished']);

  await add('listens', 1);
  const second = run('stops', {
    async Added(event, { signal }) {
      begun.push(event.data.counterId);
      await once(signal, 'abort');
      throw signal.reason;
    },
  });
  await eventually(() => expect(begun).toContain('listens'));
  running.length = 0;
  await second.stop();
  expect(second.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

test('can follow the commands of another component', async () => {
  await add('chain', 3);
  run('chains', {
    Added: ({ data }) => [
      { streamName: counter.commandStream('chained'), message: Add({ counterId: 'chained', amount: data.amount }) },
    ],
  });
  await done('chains');
  expect((await site.store.readLast('counter:command-chained'))?.data).toEqual({ counterId: 'chained', amount: 3 });
});
