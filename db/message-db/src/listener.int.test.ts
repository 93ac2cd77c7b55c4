import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { announce, announceAll, announceMessages, listen, MESSAGES_CHANNEL, type ListenOptions } from './index.ts';
import { openTestProxy } from './testing/proxy.ts';
import { openTestStore } from './testing/store.ts';

const { url, pool, close } = await openTestStore();
afterAll(close);

/** A listener with spies for its callbacks, closed when the test ends. */
function spied(options: Partial<ListenOptions> & { connectionString?: string } = {}) {
  const onNotification = vi.fn();
  const onConnect = vi.fn();
  const onError = vi.fn();
  const { connectionString = url, ...others } = options;
  const listener = listen({
    connection: { connectionString, applicationName: 'listener' },
    channels: [MESSAGES_CHANNEL],
    onNotification,
    onConnect,
    onError,
    ...others,
  });
  onTestFinished(() => listener.close());
  const connected = (times: number) => eventually(() => expect(onConnect).toHaveBeenCalledTimes(times));
  return { listener, onNotification, onConnect, onError, connected };
}

const listening = `SELECT pid FROM pg_stat_activity WHERE application_name = 'listener' AND datname = current_database()`;

describe('announcing', () => {
  test('reaches the listeners of the channel, each distinct payload once', async () => {
    const { onNotification, connected } = spied();
    await connected(1);
    await announceMessages(pool, ['identity', 'videoPublishing', 'identity']);
    await eventually(() => expect(onNotification).toHaveBeenCalledTimes(2));
    expect(onNotification).toHaveBeenCalledWith(MESSAGES_CHANNEL, 'identity');
    expect(onNotification).toHaveBeenCalledWith(MESSAGES_CHANNEL, 'videoPublishing');
  });

  test('works on several channels with any names', async () => {
    const channels = ['first', 'a "b" c', "it's"];
    const { onNotification, connected } = spied({ channels });
    await connected(1);
    await announce(pool, 'unheard', ['nothing']);
    for (const channel of channels) await announce(pool, channel, [`to ${channel}`, '']);
    await eventually(() => expect(onNotification).toHaveBeenCalledTimes(6));
    for (const channel of channels) expect(onNotification).toHaveBeenCalledWith(channel, `to ${channel}`);
  });

  test('sends no statement for no payloads', async () => {
    const query = vi.spyOn(pool, 'query');
    await announce(pool, 'first', []);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
  });

  test('reaches several channels in one statement', async () => {
    const { onNotification, connected } = spied({ channels: ['first', 'second'] });
    await connected(1);
    const query = vi.spyOn(pool, 'query');
    await announceAll(pool, { first: ['a', 'b', 'a'], second: new Set(['a']), unheard: [] });
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    await eventually(() => expect(onNotification).toHaveBeenCalledTimes(3));
    expect(onNotification.mock.calls).toEqual([
      ['first', 'a'],
      ['first', 'b'],
      ['second', 'a'],
    ]);
  });

  test('sends the longest payload that Postgres accepts, and refuses a longer one before it sends any', async () => {
    const { onNotification, connected } = spied({ channels: ['first'] });
    await connected(1);
    const longest = `${'é'.repeat(3_999)}x`;
    await expect(announceAll(pool, { first: ['a', `${longest}x`] })).rejects.toThrow(
      new RangeError('A payload on first has 8000 bytes, and may have 7999'),
    );
    await announceAll(pool, { first: [longest] });
    await eventually(() => expect(onNotification.mock.calls).toEqual([['first', longest]]));
  });
});

describe('a listener', () => {
  test('connects again after its connection was terminated, and reports it', async () => {
    const { onNotification, onError, connected } = spied();
    await connected(1);
    for (const times of [2, 3]) {
      await pool.query(`SELECT pg_terminate_backend(pid) FROM (${listening}) AS listener`);
      await connected(times);
    }
    expect(onError).toHaveBeenCalledTimes(2);
    await announceMessages(pool, ['identity']);
    await eventually(() => expect(onNotification).toHaveBeenCalledWith(MESSAGES_CHANNEL, 'identity'));
  });

  test('waits for a server that has not started yet', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    await proxy.down();
    const { onError, onConnect, connected } = spied({ connectionString: proxy.url });
    await eventually(() => expect(onError.mock.calls.length).toBeGreaterThanOrEqual(2));
    expect(onConnect).not.toHaveBeenCalled();
    await proxy.up();
    await connected(1);
  });

  test('drops a connection that no longer answers', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const { onError, connected } = spied({ connectionString: proxy.url, heartbeatMilliseconds: 50 });
    await connected(1);
    proxy.freeze();
    await eventually(() => expect(onError).toHaveBeenCalled());
  });

  test('connects again after onConnect throws', async () => {
    let times = 0;
    const { onError, onNotification } = spied({
      onConnect() {
        times += 1;
        if (times === 1) throw new Error('not ready');
      },
    });
    await eventually(() => expect(times).toBe(2));
    expect(onError).toHaveBeenCalledWith(new Error('not ready'));
    await announceMessages(pool, ['identity']);
    await eventually(() => expect(onNotification).toHaveBeenCalled());
  });
});

describe('the connection of a listener', () => {
  test('takes statements of several callers at once, beside the notifications', async () => {
    const { listener, onNotification, connected } = spied();
    await connected(1);
    const answers = await Promise.all(
      [1, 2, 3].map((n) => listener.connection.query('SELECT $1::int AS n, pg_backend_pid() AS pid', [n])),
    );
    const { rows } = await pool.query(listening);
    expect(answers.map((answer) => answer.rows[0])).toEqual([1, 2, 3].map((n) => ({ n, pid: rows[0].pid })));
    await announceMessages(listener.connection, ['identity']);
    await eventually(() => expect(onNotification).toHaveBeenCalledWith(MESSAGES_CHANNEL, 'identity'));
  });

  test('is made, and reports its loss, without channels', async () => {
    const onDisconnect = vi.fn();
    const locked = () =>
      pool
        .query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock(47, 11) AS free')
        .then(({ rows }) => !rows[0]?.free);
    const { listener } = spied({
      channels: [],
      onConnect: async (connection) => void (await connection.query('SELECT pg_advisory_lock(47, 11)')),
      onDisconnect,
    });
    await eventually(async () => expect(await locked()).toBe(true));
    await pool.query(`SELECT pg_terminate_backend(pid) FROM (${listening}) AS listener`);
    await eventually(() => expect(onDisconnect).toHaveBeenCalledTimes(1));
    await eventually(async () => expect(await locked()).toBe(true));
    await listener.close();
    expect(onDisconnect).toHaveBeenCalledTimes(2);
    await expect(listener.connection.query('SELECT 1')).rejects.toThrow(
      'There is no connection to the database at the moment',
    );
  });
});

describe('closing a listener', () => {
  test('ends its connection without an error', async () => {
    const { listener, onError, connected } = spied();
    await connected(1);
    await listener.close();
    expect((await pool.query(listening)).rows).toEqual([]);
    await listener.close();
    expect(onError).not.toHaveBeenCalled();
  });

  test('does not wait for a connection that is being made', async () => {
    const { listener, onConnect, onError } = spied();
    await listener.close();
    expect(onConnect).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
  });

  test('does not wait for a server that accepts connections and sends nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(async () => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const { listener } = spied({ connectionString: `postgres://postgres@127.0.0.1:${port}/db` });
    await once(silent, 'connection');
    await listener.close();
  });

  test('does not wait for a server that is down', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const { listener, onConnect, onError, connected } = spied({ connectionString: proxy.url });
    await connected(1);
    await proxy.down();
    await eventually(() => expect(onError.mock.calls.length).toBeGreaterThanOrEqual(3));
    await listener.close();
    expect(onConnect).toHaveBeenCalledTimes(1);
  });

  test('does not wait for a connection that no longer answers', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const { listener, connected } = spied({ connectionString: proxy.url });
    await connected(1);
    proxy.freeze();
    await listener.close();
  });
});
