import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ExpectedVersionError } from '../../errors.ts';
import type { MemoryStore } from '../../memory-store.ts';
import type { Message } from '../../message.ts';
import type { SubscribeOptions } from '../../subscribe.ts';
import { eventually } from '../eventually.ts';
import { Counted, counted } from '../messages.ts';

export const category = () => `followed${randomUUID().replaceAll('-', '')}`;

/** Starts a subscription that collects what it handles, and ends with the test. */
export function subscribed(to: Pick<MemoryStore, 'subscribe'>, name: string, options: Partial<SubscribeOptions> = {}) {
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

/** Examples of subscriptions, in any store. */
export function subscriptionExamples(store: MemoryStore): void {
  describe('a subscription', () => {
    test('handles existing and new messages, and continues where it stopped', async () => {
      const name = category();
      await store.write(`${name}-1`, counted(3));
      const first = subscribed(store, name, { batchSize: 2 });
      await eventually(() => expect(first.handled).toEqual([0, 1, 2]));
      await store.write(`${name}-2`, Counted({ n: 7 }));
      await eventually(() => expect(first.handled).toEqual([0, 1, 2, 7]));
      await first.stop();
      await store.write(`${name}-2`, Counted({ n: 8 }));
      const second = subscribed(store, name);
      await eventually(() => expect(second.handled).toEqual([8]));
    });

    test('records its position as Eventide does, and starts without one', async () => {
      const name = category();
      const [written] = await store.write(`${name}:command-1`, Counted({ n: 1 }));
      const { stop } = subscribed(store, `${name}:command`);
      const stream = `${name}:command+position-mailer`;
      await eventually(async () =>
        expect(await store.readLast(stream)).toMatchObject({
          type: 'Recorded',
          data: { position: written!.globalPosition },
        }),
      );
      await stop();
      await store.write(`${name}-1`, Counted({ n: 1 }));
      subscribed(store, name);
      await eventually(async () => expect(await store.version(`${name}:position-mailer`)).toBe(0));
    });

    test('stops after the current message, and records it', async () => {
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
      const rest = subscribed(store, name, { name: 'stopped' });
      await eventually(() => expect(rest.handled).toEqual([2, 3, 4]));
    });

    test('ends with the error of its handler after recording the messages before', async () => {
      const name = category();
      await store.write(`${name}-1`, counted(3));
      const failing = subscribed(store, name, {
        handle: ({ position }) => {
          if (position === 2) throw new Error('cannot');
        },
      });
      await expect(failing.running).rejects.toThrow('cannot');
      const again = subscribed(store, name);
      await eventually(() => expect(again.handled).toEqual([2]));
    });

    test('ends if another process runs one of its name', async () => {
      const name = category();
      const one = subscribed(store, name);
      const other = subscribed(store, name);
      await store.write(`${name}-1`, counted(1));
      await eventually(() => expect(one.handled.length + other.handled.length).toBeGreaterThan(0));
      let n = 1;
      const ended = Promise.any([one, other].map(({ running }) => running.catch((error: unknown) => error)));
      const writing = setInterval(() => void store.write(`${name}-1`, Counted({ n: (n += 1) })), 10);
      onTestFinished(() => clearInterval(writing));
      expect(await ended).toBeInstanceOf(ExpectedVersionError);
    });

    test('shares a category among the members of a group', async () => {
      const name = category();
      for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) await store.write(`${name}-${n}`, Counted({ n }));
      const members = [0, 1].map((member) => subscribed(store, name, { consumerGroup: { member, size: 2 } }));
      await eventually(() => expect(members.flatMap(({ handled }) => handled).length).toBe(8));
      expect(members.flatMap(({ handled }) => handled).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      await eventually(async () => expect(await store.version(`${name}:position-mailer-1-2`)).toBeGreaterThan(-1));
    });

    test('refuses a stream', async () => {
      const { signal } = new AbortController();
      await expect(store.subscribe('a-1', { name: 'x', handle: () => {}, signal })).rejects.toThrow(TypeError);
    });
  });
}
