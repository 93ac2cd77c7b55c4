import { announceMessages } from '@message-db/client';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { decides, reacts, type Subscription } from '@message-db/runtime';
import { listFailedMessages } from '@message-db/runtime/operations';
import { Add, Added, counter, counterDecider, label, Labelled } from './fixtures/counter';
import { eventsIn, eventually, handled, openTestSite } from './test-site';
import { startTestComponent, type TestWorker } from './worker';

/** Sets up the tests of failed messages: a database that is empty before each test, and handlers that can fail. */
export async function useParking() {
  const site = await openTestSite();
  const running: TestWorker[] = [];
  /** The amounts for which the decider or the reaction fails. */
  const failing = new Set<number>();

  beforeEach(() => {
    failing.clear();
    return site.pool
      .query(`TRUNCATE message_store.messages, runtime.failed_message, runtime.checkpoint, runtime.consumer,
      runtime.lease, runtime.outcome`);
  });
  afterEach(() => Promise.all(running.splice(0).map((worker) => worker.stop())));
  afterAll(() => site.close());

  function failFor(amount: number): void {
    if (failing.has(amount)) throw new Error(`Not ${amount}`);
  }
  const deciding = decides(counter, {
    ...counterDecider,
    decide(command, state) {
      if (command.type === 'Add') failFor(command.data.amount);
      return counterDecider.decide(command, state);
    },
  });

  const dataOf = async <Data>(contract: typeof counter | typeof label, id: string) =>
    (await eventsIn(site, contract, id)).map(({ data }) => data as Data);
  const amounts = async (id: string) => (await dataOf<{ amount: number }>(counter, id)).map(({ amount }) => amount);
  const labels = async (id: string) => (await dataOf<{ label: string }>(label, id)).map((data) => data.label);

  /** Returns the failed messages, in order. */
  async function rows(): Promise<{ id: string; state: string; attempts: number }[]> {
    const { rows: found } = await site.pool.query<{ id: string; state: string; attempts: number }>(
      `SELECT message_store.id(stream_name) AS id, state, attempts FROM runtime.failed_message ORDER BY global_position`,
    );
    return found;
  }
  const states = async () => (await rows()).map(({ id, state }) => `${id} ${state}`);

  return {
    site,
    failing,
    /** A reaction that records the amount of each event, unless it fails for it. */
    reacting: reacts({
      name: 'reacting',
      category: counter.category,
      writes: [label.category],
      read: counter.readEvent,
      handlers: {
        Added: ({ data: { counterId, amount } }) => {
          failFor(amount);
          return [{ streamName: label.stream(counterId), message: Labelled({ counterId, label: String(amount) }) }];
        },
      },
    }),
    /** Runs a component, by default the counter. */
    run(subscription: Subscription = deciding, options?: Parameters<typeof startTestComponent>[2]): TestWorker {
      const worker = startTestComponent(site.url, { name: 'counter', subscriptions: [subscription] }, options);
      running.push(worker);
      return worker;
    },
    async stop(worker: TestWorker): Promise<void> {
      running.splice(running.indexOf(worker), 1);
      await worker.stop();
    },
    /** Sends a command to add each of these amounts. */
    add: (id: string, ...wanted: number[]) =>
      site.write(
        counter.commandStream(id),
        wanted.map((amount) => Add({ counterId: id, amount })),
      ),
    /** Writes an event for each of these amounts. */
    added: (id: string, ...wanted: number[]) =>
      site.write(
        counter.stream(id),
        wanted.map((amount) => Added({ counterId: id, amount, total: 0 })),
      ),
    /** Sends a command of an unknown type. */
    sendInvalid: (id: string) =>
      site.pool.query(`SELECT message_store.write_message(gen_random_uuid()::text, $1, 'Add', '{"amount": "much"}')`, [
        counter.commandStream(id),
      ]),
    /** Waits until all commands were handled or have failed. */
    waitForCommands: () => handled(site, 'counter', counter.commandCategory),
    /** Waits until all events were handled or have failed. */
    waitForEvents: () => handled(site, 'reacting', counter.category),
    amounts,
    labels,
    expectAmounts: (id: string, expected: number[]) =>
      eventually(async () => expect(await amounts(id)).toEqual(expected)),
    expectLabels: (id: string, expected: string[]) =>
      eventually(async () => expect(await labels(id)).toEqual(expected)),
    rows,
    states,
    expectStates: (expected: string[]) => eventually(async () => expect(await states()).toEqual(expected)),
    /** Returns the ids of the messages in a state. */
    idsOf: async (state: 'retrying' | 'parked' | 'blocked') =>
      (await listFailedMessages(site.pool, { states: [state] })).map(({ messageId }) => messageId),
    /** Makes all retries due now. */
    async makeRetriesDue(): Promise<void> {
      await site.pool.query(`UPDATE runtime.failed_message SET retry_at = now() WHERE state = 'retrying'`);
      await announceMessages(site.pool, [counter.category, counter.commandCategory]);
    },
  };
}
