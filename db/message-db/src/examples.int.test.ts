import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { z } from 'zod';
import {
  announceAll,
  announceMessages,
  categoryOf,
  ConnectionError,
  createMemoryStore,
  createMessageStore,
  defineContract,
  ExpectedVersionError,
  follow,
  listen,
  messageType,
  MESSAGES_CHANNEL,
  partitionOf,
  streamName,
  type Metadata,
} from './index.ts';
import { collect } from './testing/messages.ts';
import { openTestStore } from './testing/store.ts';

/** Runs each line of the examples in README.md, and checks their claims. */
const { url, pool, store, close } = await openTestStore();
afterAll(close);

const Register = messageType('Register', z.object({ email: z.email() }));
const Registered = messageType('Registered', z.object({ email: z.email() }));
const Locked = messageType('Locked', z.object({ until: z.iso.datetime() }));

const identity = defineContract({
  category: 'identity',
  commands: { Register },
  events: { Registered, Locked },
});

const console = { log: vi.fn(), error: vi.fn() };

describe('the examples of the README', () => {
  test('names', () => {
    expect([
      identity.stream('1'), // 'identity-1'
      identity.commandStream('1'), // 'identity:command-1'
      streamName('anything', '1'), // 'anything-1'
    ]).toEqual(['identity-1', 'identity:command-1', 'anything-1']);
  });

  test('contracts', async () => {
    await store.write(identity.stream('1'), Registered({ email: 'ada@example.com' }));
    for await (const message of store.read(identity.stream('1'))) {
      const event = identity.readEvent(message);
      if (event.type === 'Registered') console.log(event.data.email, event.position, event.time);
    }
    expect(console.log).toHaveBeenLastCalledWith('ada@example.com', 0, expect.any(Date));
  });

  test('upcasting', async () => {
    const Named = messageType('Named', z.object({ first: z.string(), last: z.string() }), [
      (data) => {
        const [first, last] = (data as { name: string }).name.split(' ');
        return { first, last };
      },
    ]);
    const Before = messageType('Named', z.object({ name: z.string() }));
    await store.write('person-1', Before({ name: 'Ada Lovelace' }));
    const [message] = await store.readBatch('person-1');
    expect(message && Named.read(message).data).toEqual({ first: 'Ada', last: 'Lovelace' });
  });

  test('write', async () => {
    const written = await store.write(identity.stream('2'), [
      Registered({ email: 'grace@example.com' }),
      Locked({ until: '2027-01-01T00:00:00Z' }),
    ]);
    console.log(written[1]?.position, written[1]?.globalPosition); // 1, and the second's place in the whole store
    const last = await store.readLast(identity.stream('2'));
    expect(console.log).toHaveBeenLastCalledWith(1, last?.globalPosition);
  });

  test('expected version', async () => {
    const decide = async (meanwhile: () => Promise<unknown>) => {
      const version = await store.version(identity.stream('3'));
      await meanwhile();
      try {
        await store.write(identity.stream('3'), Registered({ email: 'a@example.com' }), { expectedVersion: version });
      } catch (error) {
        if (!(error instanceof ExpectedVersionError)) throw error;
        console.log(error.streamName, error.expected, error.actual); // read again, and decide again
      }
    };
    await decide(async () => {});
    await decide(() => store.write(identity.stream('3'), Locked({ until: '2027-01-01T00:00:00Z' })));
    expect(console.log).toHaveBeenLastCalledWith('identity-3', 0, 1);
  });

  test('metadata', async () => {
    interface TenantMetadata extends Metadata {
      tenant: string;
    }
    const tenantStore = createMessageStore<TenantMetadata>(pool);
    await tenantStore.write('order-1', Registered({ email: 'z@example.com' }, { metadata: { tenant: 'acme' } }));
    const order = await tenantStore.readLast('order-1');
    console.log(order?.metadata.tenant); // 'acme'
    expect(console.log).toHaveBeenLastCalledWith('acme');
  });

  test('write again after a lost answer', async () => {
    const registered = Registered({ email: 'b@example.com' });
    const writeOnce = () => store.write(identity.stream('4'), registered, { expectedVersion: -1 });
    const first = await writeOnce().catch((error) => {
      if (error instanceof ConnectionError && error.isRetryable) return writeOnce();
      throw error;
    });
    const again = await writeOnce(); // equals first
    expect(again).toEqual(first);
  });

  test('in your transaction', async () => {
    await pool.query('CREATE TABLE IF NOT EXISTS public.seen (stream_name text)');
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await store.write(identity.stream('5'), Registered({ email: 'c@example.com' }), { client, expectedVersion: -1 });
      await client.query('INSERT INTO public.seen (stream_name) VALUES ($1)', [identity.stream('5')]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
    expect(await store.version('identity-5')).toBe(0);
    expect((await pool.query('SELECT stream_name FROM public.seen')).rows).toEqual([{ stream_name: 'identity-5' }]);
  });

  test('several streams in your transaction', async () => {
    const connection = await pool.connect();
    await connection.query('BEGIN');
    await store.writeAll(
      [
        { streamName: identity.stream('7'), messages: Registered({ email: 'e@example.com' }), expectedVersion: -1 },
        { streamName: identity.stream('5'), messages: [Locked({ until: '2027-01-01T00:00:00Z' })], expectedVersion: 0 },
      ],
      { client: connection },
    );
    await connection.query('COMMIT');
    connection.release();
    expect([await store.version('identity-7'), await store.version('identity-5')]).toEqual([0, 1]);
  });

  test('following', async () => {
    await store.write(
      identity.commandStream('6'),
      Register({ email: 'd@example.com' }, { metadata: { traceId: 't' } }),
    );
    const [command] = await store.readBatch(identity.commandStream('6'));
    if (command) await store.write(identity.stream('6'), follow(command, Registered({ email: 'd@example.com' })));
    const event = await store.readLast(identity.stream('6'));
    expect(event?.metadata).toMatchObject({ causationMessageStreamName: 'identity:command-6', traceId: 't' });
  });

  test('read', async () => {
    for await (const message of store.read('identity', { position: 1, batchSize: 500 })) {
      console.log(message.streamName, message.position, message.globalPosition);
    }
    const batch = await store.readBatch('identity', { position: 1, batchSize: 100 }); // at most 100
    const newest = await store.readBatch('identity', { direction: 'backward', batchSize: 10 }); // the last ten, newest first
    const last = await store.readLast(identity.stream('1'), { type: 'Registered' }); // or null
    const streams = await store.readStreams([identity.stream('1'), identity.stream('2')]); // whole, in one query
    const since = await store.readStreams(new Map([[identity.stream('2'), 1]])); // each from a position on
    const correlated = await store.readBatch('identity', { correlation: 'signUp' }); // caused by streams of signUp
    const soon = await store.readBatch('identity', { signal: AbortSignal.timeout(60_000) }); // in a minute, or an error
    const partition = await store.readBatch('identity', { consumerGroup: { member: 0, size: 2 } });

    expect(console.log).toHaveBeenLastCalledWith('identity-6', 0, batch.at(-1)?.globalPosition);
    expect(last).toEqual(batch[0]);
    expect(streams.get('identity-2')).toHaveLength(2);
    expect(since.get('identity-2')).toEqual(streams.get('identity-2')?.slice(1));
    expect([
      partitionOf(identity.stream('1'), 2), // the member that reads this stream: 0 or 1
    ]).toEqual([partition.some(({ streamName: name }) => name === 'identity-1') ? 0 : 1]);
    expect(correlated).toEqual([]);
    expect(newest).toEqual(batch.toReversed().slice(0, 10));
    expect(soon).toEqual(batch);
    expect(batch).toEqual(expect.arrayContaining(partition));
  });

  test('several categories', async () => {
    const positions = new Map([
      ['identity', 1],
      ['identity:command', 1],
    ]);
    for (const { streamName: name, globalPosition } of await store.readCategories(positions)) {
      positions.set(categoryOf(name), globalPosition + 1);
    }
    const last = async (category: string) => (await collect(store.read(category))).at(-1)!.globalPosition;
    expect(positions.get('identity')).toBe((await last('identity')) + 1);
    expect(positions.get('identity:command')).toBe((await last('identity:command')) + 1);
  });

  test('subscribe', async () => {
    const stopping = new AbortController();
    await store.subscribe('identity', {
      name: 'welcome',
      signal: stopping.signal,
      handle: (message) => {
        console.log(message.type, message.streamName);
        if (message.streamName === identity.stream('7')) stopping.abort();
      },
      onError: (error) => console.error('away, trying again:', error.message),
    });
    expect(console.log).toHaveBeenLastCalledWith('Registered', 'identity-7');
    expect(await store.version('identity:position-welcome')).toBe(0);
  });

  test('test', async () => {
    const memory = createMemoryStore();
    await memory.write('account-1', Registered({ email: 'ada@example.com' }), { expectedVersion: -1 });
    console.log(await memory.version('account-1')); // 0
    expect(console.log).toHaveBeenLastCalledWith(0);
  });

  test('announce and listen', async () => {
    console.log.mockClear();
    const wake = (category: string) => console.log(category);
    const listener = listen({
      connection: { connectionString: url },
      channels: [MESSAGES_CHANNEL],
      onNotification: (_channel, category) => wake(category),
      onConnect: () => wake('everything'),
      onError: (error) => console.error(error.message),
    });
    await eventually(() => expect(console.log).toHaveBeenCalledWith('everything'));
    await announceMessages(pool, ['identity']);
    await announceAll(pool, { [MESSAGES_CHANNEL]: ['identity'], topics: ['home'] }); // several channels, one statement
    await eventually(() => expect(console.log.mock.calls).toEqual([['everything'], ['identity'], ['identity']]));
    await listener.close();
    expect(console.error).not.toHaveBeenCalled();
  });
});

/** Returns code without layout and comments. */
function compact(code: string): string {
  return code
    .replaceAll(/(?<=^|\s)\/\/.*$/gm, '')
    .replaceAll(/\s+/g, '')
    .replaceAll(/,(?=[)\]}])/g, '');
}

test('each line of an example is in this file or makes the connection', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const here = compact(await readFile(new URL(import.meta.url), 'utf8'));
  const connecting = /^import |createPool\(|await install\(pool\)|createMessageStore\(pool|connectionString:/;
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((block) => block[1] ?? '');
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => !connecting.test(line.trim()));
  expect(blocks.length).toBeGreaterThan(14);
  expect(lines.filter((line) => !here.includes(compact(line).replace(/[;,]$/, '')))).toEqual([]);
});
