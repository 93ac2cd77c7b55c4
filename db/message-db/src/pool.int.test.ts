import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { createMessageStore, createPool, type ConnectionSettings } from './index.ts';
import { counted } from './testing/messages.ts';
import { openTestProxy } from './testing/proxy.ts';
import { openTestStore } from './testing/store.ts';

const { url, pool: admin, close } = await openTestStore();
afterAll(close);

function opened(settings: Partial<ConnectionSettings> & { max?: number; onError?: (error: Error) => void }): Pool {
  const pool = createPool({ connectionString: url, ...settings });
  onTestFinished(() => pool.end());
  return pool;
}

async function setting(pool: Pool, name: string): Promise<string> {
  const { rows } = await pool.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
  return rows[0]?.value ?? '';
}

async function terminate(applicationName: string): Promise<void> {
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
    applicationName,
  ]);
}

describe('a connection', () => {
  test('prefers the indexes of Message DB', async () => {
    const pool = opened({});
    expect(await setting(pool, 'random_page_cost')).toBe('1.1');
  });

  test('assumes a role with any name', async () => {
    const role = `role ${randomUUID()} \\ "x"`;
    await admin.query(`CREATE ROLE ${quoted(role)}`);
    onTestFinished(async () => void (await admin.query(`DROP ROLE ${quoted(role)}`)));
    const { rows } = await opened({ role }).query('SELECT current_user AS role');
    expect(rows).toEqual([{ role }]);
  });

  test('keeps the options in its connection string', async () => {
    const own = new URL(url);
    own.searchParams.set('options', '-c statement_timeout=54321 -c search_path=elsewhere -c random_page_cost=2');
    const pool = opened({ connectionString: own.href });
    expect(await setting(pool, 'statement_timeout')).toBe('54321ms');
    expect(await setting(pool, 'search_path')).toBe('elsewhere');
    expect(await setting(pool, 'random_page_cost')).toBe('2');
  });

  test('reads positions as numbers and times as UTC', async () => {
    const { rows } = await opened({}).query(
      `SELECT 5::bigint AS position, '2026-11-21 12:30:00.25'::timestamp AS time`,
    );
    expect(rows).toEqual([{ position: 5, time: new Date('2026-11-21T12:30:00.250Z') }]);
  });
});

describe('a pool', () => {
  test('survives terminated idle connections, and reports them once', async () => {
    const onError = vi.fn();
    const pool = opened({ applicationName: 'idle', onError });
    await Promise.all([pool.query('SELECT 1'), pool.query('SELECT 1')]);
    await terminate('idle');
    await eventually(() => expect(pool.totalCount).toBe(0));
    expect(onError).toHaveBeenCalledTimes(1);
    expect(await createMessageStore(pool).write('idle-1', counted(1))).toHaveLength(1);
  });

  test('survives a connection that is terminated in a query', async () => {
    const pool = opened({ applicationName: 'busy', max: 1 });
    const sleeping = expect(pool.query('SELECT pg_sleep(60)')).rejects.toThrow();
    await eventually(async () => {
      const { rows } = await admin.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'busy' AND state = 'active'`,
      );
      expect(rows).toHaveLength(1);
    });
    await terminate('busy');
    await sleeping;
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('survives a connection that is terminated between the queries of a transaction', async () => {
    const pool = opened({ applicationName: 'lent', max: 1 });
    const client = await pool.connect();
    const ended = new Promise((resolve) => client.once('end', resolve));
    await client.query('BEGIN');
    await terminate('lent');
    await ended;
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('survives a server that starts late, and one that restarts', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    await proxy.down();
    const pool = opened({ connectionString: proxy.url });
    const store = createMessageStore(pool);
    await expect(store.write('restart-1', counted(1))).rejects.toThrow(/ECONNREFUSED/);
    await proxy.up();
    expect(await store.write('restart-1', counted(1))).toMatchObject([{ position: 0 }]);

    await proxy.down();
    await eventually(() => expect(pool.totalCount).toBe(0));
    await expect(store.write('restart-1', counted(1))).rejects.toThrow(/ECONNREFUSED/);
    await proxy.up();
    expect(await store.write('restart-1', counted(1))).toMatchObject([{ position: 1 }]);
  });
});

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
