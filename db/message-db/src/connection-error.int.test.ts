import { Client } from 'pg';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  ConnectionError,
  connectionErrorOf,
  createMessageStore,
  createPool,
  listen,
  type MessageStore,
} from './index.ts';
import { Counted, counted } from './testing/messages.ts';
import { eventually } from './testing/eventually.ts';
import { openTestProxy, type TestProxy } from './testing/proxy.ts';
import { openTestStore } from './testing/store.ts';

const { url, pool, store, close } = await openTestStore();
afterAll(close);

async function openRemote(): Promise<{ proxy: TestProxy; remote: MessageStore }> {
  const proxy = await openTestProxy(url);
  onTestFinished(() => proxy.close());
  const own = createPool({ connectionString: proxy.url });
  onTestFinished(() => own.end());
  return { proxy, remote: createMessageStore(own) };
}

/** Runs `work` while another transaction holds the category's lock, so that a write to it waits. */
async function behindLock(category: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  await client.query('BEGIN');
  await store.write(`${category}-lock`, counted(1), { client });
  try {
    await work();
  } finally {
    await client.query('ROLLBACK').finally(() => client.release());
  }
  // The server notices late that a connection is gone. The next test must not take that session for its own.
  await eventually(async () => expect(await sessionsThatWait()).toEqual([]));
}

async function sessionsThatWait(): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}

async function waiting(): Promise<number> {
  const pids = await sessionsThatWait();
  expect(pids).toHaveLength(1);
  return pids[0]!;
}

const ambiguous = { name: 'ConnectionError', isRetryable: true, isAmbiguous: true };
const unsent = { name: 'ConnectionError', isRetryable: true, isAmbiguous: false };

describe('each way to lose the store is a ConnectionError', () => {
  test('no server: nothing was sent', async () => {
    const { proxy, remote } = await openRemote();
    await proxy.down();
    const error = await remote.write('lost-1', counted(1)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ ...unsent, code: 'ECONNREFUSED', cause: expect.any(Error) });
    await expect(remote.readBatch('lost-1')).rejects.toMatchObject(unsent);
    await expect(remote.version('lost-1')).rejects.toMatchObject(unsent);
  });

  test('a connection that breaks while a write is in flight: it is ambiguous', async () => {
    const { proxy, remote } = await openRemote();
    await behindLock('cut', async () => {
      const failed = remote.write('cut-1', counted(1)).catch((thrown: unknown) => thrown);
      await eventually(waiting);
      await proxy.down();
      expect(await failed).toMatchObject(ambiguous);
    });
  });

  test('a server that ends the session: it is ambiguous', async () => {
    const { remote } = await openRemote();
    await behindLock('ended', async () => {
      const failed = remote.write('ended-1', counted(1)).catch((thrown: unknown) => thrown);
      const pid = await eventually(waiting);
      await pool.query('SELECT pg_terminate_backend($1)', [pid]);
      expect(await failed).toMatchObject({ ...ambiguous, code: '57P01' });
    });
  });

  test('a server that does not answer in time: it is ambiguous', async () => {
    const client = new Client({ connectionString: url, query_timeout: 50 });
    await client.connect();
    onTestFinished(() => client.end());
    await behindLock('slow', async () => {
      const failed = store.write('slow-1', counted(1), { client }).catch((thrown: unknown) => thrown);
      expect(await failed).toMatchObject(ambiguous);
    });
  });

  test('a connection of the caller that is lost already: nothing was sent', async () => {
    const client = await pool.connect();
    client.on('error', () => {});
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await eventually(() => expect(store.readBatch('gone-1', { client })).rejects.toMatchObject(unsent));
    client.release(true);
  });

  test('a session that idled too long in its transaction', async () => {
    const client = await pool.connect();
    const lost = new Promise((resolve) => client.once('error', resolve));
    await client.query(`SET idle_in_transaction_session_timeout = '10ms'`);
    await client.query('BEGIN');
    expect(connectionErrorOf(await lost)).toMatchObject({ code: '25P03', isRetryable: true });
    await expect(store.write('idle-1', Counted({ n: 1 }), { client })).rejects.toMatchObject(unsent);
    client.release(true);
  });

  test('a pool that times out waiting for a connection: nothing was sent', async () => {
    const own = createPool({ connectionString: url, max: 1 });
    const held = await own.connect();
    own.options.connectionTimeoutMillis = 50;
    await expect(createMessageStore(own).write('full-1', counted(1))).rejects.toMatchObject(unsent);
    await expect(createMessageStore(own).readBatch('full-1')).rejects.toMatchObject(unsent);
    held.release();
    await own.end();
  });

  test('a pool that has ended: another attempt cannot succeed', async () => {
    const own = createPool({ connectionString: url });
    await own.end();
    const ended = { name: 'ConnectionError', isRetryable: false, isAmbiguous: false };
    await expect(createMessageStore(own).write('over-1', counted(1))).rejects.toMatchObject(ended);
    await expect(createMessageStore(own).readBatch('over-1')).rejects.toMatchObject(ended);
  });

  test('a listener without a connection: nothing was sent', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    await proxy.down();
    const errors: Error[] = [];
    const listener = listen({
      connection: { connectionString: proxy.url },
      channels: [],
      onNotification: () => {},
      onError: (error) => errors.push(error),
    });
    onTestFinished(() => listener.close());
    await expect(listener.connection.query('SELECT 1')).rejects.toMatchObject(unsent);
    await eventually(() => expect(errors[0]).toMatchObject({ ...unsent, code: 'ECONNREFUSED' }));
  });
});

test('an error of the statement is no ConnectionError', async () => {
  const error = await pool.query('SELECT 1/0').catch((thrown: unknown) => thrown);
  expect(connectionErrorOf(error)).toBeNull();
  expect(connectionErrorOf('ECONNRESET')).toBeNull();
  expect(connectionErrorOf(new ConnectionError('away'))).toMatchObject({ message: 'away', isRetryable: true });
});
