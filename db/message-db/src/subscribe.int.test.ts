import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { createMessageStore, createPool, ExpectedVersionError, type Message, type SubscribeOptions } from './index.ts';
import { eventually } from './testing/eventually.ts';
import { Counted, counted } from './testing/messages.ts';
import { openTestProxy } from './testing/proxy.ts';
import { openTestStore } from './testing/store.ts';

const { url, store, close } = await openTestStore();
afterAll(close);

const category = () => `followed${randomUUID().replaceAll('-', '')}`;

/** A subscription that collects what it handles, and ends with the test. */
function subscribed(name: string, options: Partial<SubscribeOptions> = {}, to = store) {
  const stopping = new AbortController();
  const handled: number[] = [];
  const handle = (message: Message) => void handled.push((message.data as { n: number }).n);
  const running = to.subscribe(name, {
    name: 'mailer',
    handle,
    signal: stopping.signal,
    pollMilliseconds: 5,
    ...options,
  });
  running.catch(() => {});
  const stop = () => {
    stopping.abort();
    return running;
  };
  onTestFinished(() => stop().catch(() => {}));
  return { handled, running, stop };
}

describe('a subscription', () => {
  test('handles what there is and what comes, and goes on where it stopped', async () => {
    const name = category();
    await store.write(`${name}-1`, counted(3));
    const first = subscribed(name, { batchSize: 2 });
    await eventually(() => expect(first.handled).toEqual([0, 1, 2]));
    await store.write(`${name}-2`, Counted({ n: 7 }));
    await eventually(() => expect(first.handled).toEqual([0, 1, 2, 7]));
    await first.stop();
    await store.write(`${name}-2`, Counted({ n: 8 }));
    const second = subscribed(name);
    await eventually(() => expect(second.handled).toEqual([8]));
  });

  test('keeps its position as Eventide does, and begins with none', async () => {
    const name = category();
    const [written] = await store.write(`${name}:command-1`, Counted({ n: 1 }));
    const { stop } = subscribed(`${name}:command`);
    const stream = `${name}:command+position-mailer`;
    await eventually(async () =>
      expect(await store.readLast(stream)).toMatchObject({
        type: 'Recorded',
        data: { position: written!.globalPosition },
      }),
    );
    await stop();
    await store.write(`${name}-1`, Counted({ n: 1 }));
    subscribed(name);
    await eventually(async () => expect(await store.version(`${name}:position-mailer`)).toBe(0));
  });

  test('stops after the message that it handles, and records that', async () => {
    const name = category();
    await store.write(`${name}-1`, counted(5));
    const stopping = new AbortController();
    const handled: number[] = [];
    const handle = ({ position }: Message) => {
      handled.push(position);
      if (position === 1) stopping.abort();
    };
    await store.subscribe(name, { name: 'stopped', handle, signal: stopping.signal });
    expect(handled).toEqual([0, 1]);
    const rest = subscribed(name, { name: 'stopped' });
    await eventually(() => expect(rest.handled).toEqual([2, 3, 4]));
  });

  test('ends with the error of its handler, having recorded the messages before', async () => {
    const name = category();
    await store.write(`${name}-1`, counted(3));
    const failing = subscribed(name, {
      handle: ({ position }) => {
        if (position === 2) throw new Error('cannot');
      },
    });
    await expect(failing.running).rejects.toThrow('cannot');
    const again = subscribed(name);
    await eventually(() => expect(again.handled).toEqual([2]));
  });

  test('ends where another process runs one of its name', async () => {
    const name = category();
    const one = subscribed(name);
    const other = subscribed(name);
    await store.write(`${name}-1`, counted(1));
    await eventually(() => expect(one.handled.length + other.handled.length).toBeGreaterThan(0));
    let n = 1;
    const ended = Promise.any([one, other].map(({ running }) => running.catch((error: unknown) => error)));
    const writing = setInterval(() => void store.write(`${name}-1`, Counted({ n: (n += 1) })), 10);
    onTestFinished(() => clearInterval(writing));
    expect(await ended).toBeInstanceOf(ExpectedVersionError);
  });

  test('lets the members of a group share a category', async () => {
    const name = category();
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) await store.write(`${name}-${n}`, Counted({ n }));
    const members = [0, 1].map((member) => subscribed(name, { consumerGroup: { member, size: 2 } }));
    await eventually(() => expect(members.flatMap(({ handled }) => handled).length).toBe(8));
    expect(members.flatMap(({ handled }) => handled).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await eventually(async () => expect(await store.version(`${name}:position-mailer-1-2`)).toBeGreaterThan(-1));
  });

  test('outlives a store that is away', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const own = createPool({ connectionString: proxy.url });
    onTestFinished(() => own.end());
    const name = category();
    const errors: Error[] = [];
    const remote = subscribed(name, { onError: (error) => errors.push(error) }, createMessageStore(own));
    await store.write(`${name}-1`, counted(1));
    await eventually(() => expect(remote.handled).toEqual([0]));
    await proxy.down();
    await store.write(`${name}-1`, Counted({ n: 1 }));
    await eventually(() => expect(errors[0]).toMatchObject({ name: 'ConnectionError' }));
    await proxy.up();
    await eventually(() => expect(remote.handled.at(-1)).toBe(1));
    await remote.stop();
  });

  test('records a position once whose answer was lost', async () => {
    const name = category();
    await store.write(`${name}-1`, counted(1));
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const own = createPool({ connectionString: proxy.url });
    onTestFinished(() => own.end());
    const remote = subscribed(name, { handle: () => proxy.loseAnswers() }, createMessageStore(own));
    await eventually(async () => expect(await store.version(`${name}:position-mailer`)).toBe(0));
    await proxy.down();
    proxy.carryAnswers();
    await proxy.up();
    await store.write(`${name}-2`, counted(1));
    await eventually(async () => expect(await store.version(`${name}:position-mailer`)).toBe(1));
    await proxy.down();
    await remote.stop();
  });

  test('refuses a stream', async () => {
    const { signal } = new AbortController();
    await expect(store.subscribe('a-1', { name: 'x', handle: () => {}, signal })).rejects.toThrow(TypeError);
  });
});
