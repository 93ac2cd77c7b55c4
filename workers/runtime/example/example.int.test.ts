import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { announceMessages, createMessageStore, createPool } from '@message-db/client';
import { eventually } from '@message-db/runtime/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { lending, letters } from './contract';

const name = `example_${process.pid}`;
const url = Object.assign(new URL(inject('adminUrl')), { pathname: `/${name}` }).href;
const pool = createPool({ connectionString: url });
const store = createMessageStore(pool);

beforeAll(() => administer(`CREATE DATABASE ${name}`));
afterAll(async () => {
  await pool.end();
  await administer(`DROP DATABASE ${name} WITH (FORCE)`);
});

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(inject('adminUrl'));
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function send(bookId: string, command: Parameters<typeof store.write>[1]): Promise<void> {
  await store.write(lending.commandStream(bookId), command);
  await announceMessages(pool, [lending.commandCategory]);
}

const rows = async () => (await pool.query('SELECT book_id, reader, is_overdue FROM view.lent_books ORDER BY 1')).rows;

test('the example runs from an empty database to its view, its timer and its reaction', async () => {
  const child = fork(resolve(import.meta.dirname, 'start.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url },
  });
  try {
    await once(child, 'message');
    const at = '2026-11-01T10:00:00Z';
    const lend = (bookId: string, reader: string, dueAt: string) =>
      send(bookId, lending.commands.Lend({ bookId, reader, at, dueAt }));
    await lend('dune', 'ada', '2026-11-02T10:00:00Z');
    await lend('emma', 'bob', '2999-01-01T00:00:00Z');
    await lend('emma', 'ada', '2999-01-01T00:00:00Z');
    await eventually(async () =>
      expect(await rows()).toEqual([
        { book_id: 'dune', reader: 'ada', is_overdue: true },
        { book_id: 'emma', reader: 'bob', is_overdue: false },
      ]),
    );
    await eventually(async () =>
      expect(await store.readLast(letters.commandStream('ada'))).toMatchObject({
        data: { reader: 'ada', text: 'Please bring back dune.' },
      }),
    );
    await send('dune', lending.commands.Return({ bookId: 'dune' }));
    await eventually(async () => expect(await rows()).toMatchObject([{ book_id: 'emma' }]));
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  } finally {
    child.kill('SIGKILL');
  }
});
