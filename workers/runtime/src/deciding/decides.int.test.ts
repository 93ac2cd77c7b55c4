import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decides } from './decides';
import type { Component } from '../consuming/subscription';
import { Add, Added, Copy, counter, counterDecider, Explode, Labelled } from '@/workers/testing/fixtures/counter';
import { cutConnections, eventsIn, eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent, type TestWorker } from '@/workers/testing/worker';

const site = await openTestSite();
afterAll(() => site.close());

const component: Component = { name: 'counter', subscriptions: [decides(counter, counterDecider)] };
const running: TestWorker[] = [];
function run(options?: Parameters<typeof startTestComponent>[2]): TestWorker {
  const worker = startTestComponent(site.url, component, options);
  running.push(worker);
  return worker;
}
afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())));

const done = () => handled(site, 'counter', counter.commandCategory);
const add = (id: string, amount: number, metadata = {}) =>
  site.write(counter.commandStream(id), Add({ counterId: id, amount }, { metadata }));
const totals = async (id: string) =>
  (await eventsIn(site, counter, id)).map(({ data }) => (data as { total?: number }).total);
const parked = async () =>
  (
    await site.pool.query(
      'SELECT type, stream_name, state, attempts, error FROM runtime.failed_message ORDER BY global_position',
    )
  ).rows;
const outcomes = async (traceId: string) =>
  (await site.pool.query('SELECT component, message_id, events FROM runtime.outcome WHERE trace_id = $1', [traceId]))
    .rows;

describe('commands', () => {
  test('are decided in order, each from the state that the earlier ones left', async () => {
    for (const amount of [1, 2, 3]) await add('order', amount);
    run();
    await done();
    expect(await totals('order')).toEqual([1, 3, 6]);
    await add('order', 4);
    await done();
    expect(await totals('order')).toEqual([1, 3, 6, 10]);
  });

  test('are the causes of their events', async () => {
    const traceId = randomUUID();
    const [written] = await add('follow', 1, { traceId, userId: 'u1' });
    run();
    await done();
    expect((await site.store.readLast('counter-follow'))?.metadata).toEqual({
      causationMessageStreamName: 'counter:command-follow',
      causationMessagePosition: 0,
      causationMessageGlobalPosition: written?.globalPosition,
      traceId,
      userId: 'u1',
      schemaVersion: 1,
    });
  });

  test('are decided from all events of an entity with more than 1,000', async () => {
    await site.store.write(
      'counter-long',
      Array.from({ length: 2500 }, (_, n) => Added({ counterId: 'long', amount: 1, total: n + 1 })),
    );
    await add('long', 1);
    run();
    await done();
    expect((await site.store.readLast('counter-long'))?.data).toMatchObject({ total: 2501 });
  });

  test('that lead to no event move the checkpoint', async () => {
    run();
    await add('nothing', 0);
    await done();
    expect(await totals('nothing')).toEqual([]);
  });

  test('open another entity', async () => {
    await add('source', 5);
    await site.store.write('counter:command-source', Copy({ counterId: 'source', copyId: 'copy' }));
    run();
    await done();
    expect(await eventsIn(site, counter, 'copy')).toEqual([{ type: 'Opened', data: { counterId: 'copy', total: 5 } }]);
  });
});

describe('outcomes', () => {
  /** Sends a command as the application does, with its id as the trace id. @returns the id. */
  async function sendAwaited(amount: number): Promise<string> {
    const traceId = randomUUID();
    const metadata = { traceId, awaited: true };
    await site.write(
      counter.commandStream('awaited'),
      Add({ counterId: 'awaited', amount }, { id: traceId, metadata }),
    );
    return traceId;
  }

  test('are recorded for awaited commands, rejections with their data', async () => {
    run();
    const commands = [await sendAwaited(1), await sendAwaited(-1), await sendAwaited(0)];
    await done();
    const [added, rejected] = (await site.store.readStreams(['counter-awaited'])).get('counter-awaited') ?? [];
    const recorded = (await Promise.all(commands.map(outcomes))).flat();
    expect(recorded.map(({ component: name, events }) => ({ name, events }))).toEqual([
      { name: 'counter', events: [{ id: added?.id, type: 'Added' }] },
      {
        name: 'counter',
        events: [
          {
            id: rejected?.id,
            type: 'AddRejected',
            data: { reason: 'negative', field: 'amount', counterId: 'awaited' },
          },
        ],
      },
      { name: 'counter', events: [] },
    ]);
  });

  test('are recorded when a component was down for half an hour', async () => {
    const traceId = await sendAwaited(2);
    await site.pool.query(`UPDATE message_store.messages SET time = time - interval '30 minutes' WHERE id = $1`, [
      traceId,
    ]);
    run();
    await done();
    expect(await outcomes(traceId)).toMatchObject([{ events: [{ type: 'Added' }] }]);
  });

  test('are not recorded for other commands, nor under an invalid trace id', async () => {
    const traceId = randomUUID();
    run();
    await add('unawaited', 1, { traceId });
    await add('unawaited', 1, { traceId: 'no uuid', awaited: true });
    // A different command in the trace of an awaited one.
    await add('unawaited', 1, { traceId, awaited: true });
    await done();
    expect(await outcomes(traceId)).toEqual([]);
    expect(await totals('unawaited')).toEqual([1, 2, 3]);
  });
});

describe('a command that cannot be handled is parked, and other commands continue', () => {
  beforeEach(() => site.pool.query('TRUNCATE runtime.failed_message'));
  const isParked = (expected: unknown[]) => eventually(async () => expect(await parked()).toMatchObject(expected));

  test('at once if its type is unknown, its data is invalid, or it has no entity', async () => {
    await site.store.write('counter:command-bad1', Labelled({ counterId: 'bad', label: '' }));
    await site.pool.query(
      `SELECT message_store.write_message($1, 'counter:command-bad2', 'Add', '{"amount": "much"}')`,
      [randomUUID()],
    );
    await site.pool.query(
      `SELECT message_store.write_message($1, 'counter:command', 'Add', '{"counterId": "", "amount": 1}')`,
      [randomUUID()],
    );
    await add('good', 1);
    const { logged } = run();
    await done();
    expect(await parked()).toMatchObject([
      { type: 'Labelled', state: 'parked', error: expect.stringContaining('no such type') },
      { type: 'Add', state: 'parked', error: expect.stringContaining('amount') },
      { type: 'Add', state: 'parked', error: expect.stringContaining('has no entity id') },
    ]);
    expect(await totals('good')).toEqual([1]);
    expect(logged.filter(({ msg }) => msg.includes('try again'))).toEqual([]);
  });

  test('after five attempts if the decider throws', async () => {
    await add('boom', 1);
    await site.store.write('counter:command-boom', Explode({ counterId: 'boom' }));
    await add('boom', 2);
    await add('neighbour', 1);
    const { logged } = run();
    await done();
    expect([await totals('boom'), await totals('neighbour')]).toEqual([[1], [1]]);
    await isParked([
      { type: 'Explode', state: 'parked', attempts: 5, error: 'Boom' },
      { type: 'Add', state: 'blocked' },
    ]);
    expect(logged.filter(({ msg }) => msg.includes('will try again'))).toHaveLength(4);
    expect(await totals('boom')).toEqual([1]);
  });

  test('at once if it opens an entity that exists', async () => {
    await add('taken', 1);
    run();
    await done();
    await site.store.write('counter:command-opener', Copy({ counterId: 'opener', copyId: 'taken' }));
    await site.store.write('counter:command-another', Copy({ counterId: 'another', copyId: 'free' }));
    await add('another', 1);
    await done();
    expect(await parked()).toMatchObject([
      { type: 'Copy', state: 'parked', attempts: 1, error: 'Entity taken exists already' },
    ]);
    expect([await totals('taken'), await totals('free'), await totals('another')]).toEqual([[1], [0], [1]]);
  });

  test('at once, without the rest of its batch, if the id of its event is taken', async () => {
    const taken = randomUUID();
    await site.store.write('label-forged', Labelled({ counterId: 'forged', label: '' }, { id: taken }));
    for (const id of ['f1', 'f2', 'f3']) await add(id, 1);
    const forger = decides(counter, { ...counterDecider, decide: forging(taken, 'f2') });
    running.push(startTestComponent(site.url, { name: 'counter', subscriptions: [forger] }));
    await done();
    expect(await parked()).toMatchObject([
      { stream_name: 'counter:command-f2', state: 'parked', error: expect.stringContaining(taken) },
    ]);
    expect([await totals('f1'), await totals('f2'), await totals('f3')]).toEqual([[1], [], [1]]);
  });

  test('if its entity cannot be folded', async () => {
    await site.pool.query(`SELECT message_store.write_message($1, 'counter-broken', 'Added', '{"nonsense": true}')`, [
      randomUUID(),
    ]);
    await add('broken', 1);
    await add('whole', 1);
    run();
    await done();
    expect(await totals('whole')).toEqual([1]);
    await isParked([{ type: 'Add', state: 'parked', error: expect.stringContaining('Could not fold counter-broken') }]);
  });
});

/** Returns a decider that gives all events of one counter the same id. */
function forging(taken: string, id: string): typeof counterDecider.decide {
  return (command, state) =>
    counterDecider
      .decide(command, state)
      .map((event) =>
        command.data.counterId === id && !('opens' in event) ? { ...event, id: taken, idGiven: true } : event,
      );
}

describe('no message is lost or doubled', () => {
  /** Sends commands that add 1 until `enough`, while the worker runs. @returns how many. */
  async function addUntil(
    id: string,
    enough: () => boolean,
    disturb: () => Promise<unknown> = async () => {},
  ): Promise<number> {
    for (let n = 1; n <= 5000; n += 1) {
      await add(id, 1);
      if (n % 10 === 0) await disturb();
      if (n >= 200 && enough()) return n;
    }
    throw new Error('It was never enough');
  }
  const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

  test('while its connections are cut again and again', async () => {
    const { logged, ready } = run();
    await ready;
    const failures = () => logged.filter(({ msg }) => msg.startsWith('could not')).length;
    const n = await addUntil(
      'cut',
      () => failures() >= 3,
      () => cutConnections(site, 'counter'),
    );
    await done();
    expect(await totals('cut')).toEqual(upTo(n));
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('while two processes run: one stands by until the other stops', async () => {
    const first = run();
    await first.ready;
    const second = run();
    await second.ready;
    const worked = (worker: TestWorker) => worker.logged.some(({ msg }) => msg === 'handled');
    let stopped: Promise<void> | null = null;
    const n = await addUntil(
      'both',
      () => worked(second),
      async () => {
        if (worked(first)) stopped ??= first.stop();
      },
    );
    await done();
    expect(await totals('both')).toEqual(upTo(n));
    expect([...first.logged, ...second.logged].filter(({ level }) => level === 'error' || level === 'warn')).toEqual(
      [],
    );
    running.splice(running.indexOf(first), 1);
    await stopped;
  });

  test('works without notifications', async () => {
    const { ready } = run({ notifications: 'off' });
    await ready;
    await add('quiet', 1);
    await eventually(async () => expect(await totals('quiet')).toEqual([1]));
  });
});
