import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { createMessageStore, createPool } from './index.ts';
import { eventually } from './testing/eventually.ts';
import { category, subscribed, subscriptionExamples } from './testing/examples/subscription.ts';
import { Counted, counted } from './testing/messages.ts';
import { openTestProxy } from './testing/proxy.ts';
import { openTestStore } from './testing/store.ts';

const { url, store, close } = await openTestStore();
afterAll(close);

subscriptionExamples(store);

describe('a subscription over a network', () => {
  test('survives a lost store', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const own = createPool({ connectionString: proxy.url });
    onTestFinished(() => own.end());
    const name = category();
    const errors: Error[] = [];
    const remote = subscribed(createMessageStore(own), name, { onError: (error) => errors.push(error) });
    await store.write(`${name}-1`, counted(1));
    await eventually(() => expect(remote.handled).toEqual([0]));
    await proxy.down();
    await store.write(`${name}-1`, Counted({ n: 1 }));
    await eventually(() => expect(errors[0]).toMatchObject({ name: 'ConnectionError' }));
    await proxy.up();
    await eventually(() => expect(remote.handled.at(-1)).toBe(1));
    await remote.stop();
  });

  test('records a position once if the answer was lost', async () => {
    const name = category();
    await store.write(`${name}-1`, counted(1));
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const own = createPool({ connectionString: proxy.url });
    onTestFinished(() => own.end());
    const remote = subscribed(createMessageStore(own), name, { handle: () => proxy.loseAnswers() });
    await eventually(async () => expect(await store.version(`${name}:position-mailer`)).toBe(0));
    await proxy.down();
    proxy.carryAnswers();
    await proxy.up();
    await store.write(`${name}-2`, counted(1));
    await eventually(async () => expect(await store.version(`${name}:position-mailer`)).toBe(1));
    await proxy.down();
    await remote.stop();
  });
});
