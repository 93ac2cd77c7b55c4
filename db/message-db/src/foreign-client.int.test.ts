import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMessageStore, createPool, partitionOf, type MessageStore } from './index.ts';
import { Counted, counted } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

/** Another program: it sends the statements of any Message DB client, as the role that the README's recipe makes. */
const { url, pool, store, close } = await openTestStore();
const role = `mailer_${randomUUID().replaceAll('-', '')}`;
const login = new URL(url);
login.username = role;
login.password = 'a long secret';
const foreign = new Client({ connectionString: login.href });

beforeAll(async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const recipe = /```sql\n(.*?)```/s.exec(readme)![1]!.replaceAll(/\bmailer\b/g, role);
  await pool.query(recipe);
  await pool.query(`ALTER ROLE ${role} SET search_path = message_store, public`);
  await foreign.connect();
});

afterAll(async () => {
  await foreign.end();
  await pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await close();
});

async function rows<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await foreign.query(text, values)).rows as Row[];
}

const write = async (streamName: string, n: number, expectedVersion: number | null = null, id = randomUUID()) =>
  (
    await rows<{ write_message: string }>('SELECT write_message($1, $2, $3, $4, $5, $6)', [
      id,
      streamName,
      'Counted',
      JSON.stringify({ n }),
      JSON.stringify({ correlationStreamName: 'signUp-1' }),
      expectedVersion,
    ])
  )[0]!.write_message;

describe('a foreign client', () => {
  test('reads, decides and writes at the version that it read', async () => {
    expect(await write('email-1', 1, -1)).toBe('0');
    const read = await rows<{ data: string; position: string }>('SELECT * FROM get_stream_messages($1, $2, $3)', [
      'email-1',
      0,
      1000,
    ]);
    expect(read).toMatchObject([{ data: '{"n": 1}', position: '0' }]);
    expect(await write('email-1', 2, Number(read.at(-1)!.position))).toBe('1');
    expect(await rows('SELECT stream_version($1)', ['email-1'])).toEqual([{ stream_version: '1' }]);
    expect(await rows('SELECT stream_version($1)', ['email-none'])).toEqual([{ stream_version: null }]);
    expect(await rows('SELECT type, position FROM get_last_stream_message($1)', ['email-1'])).toEqual([
      { type: 'Counted', position: '1' },
    ]);
  });

  test('gets the conflict that Message DB documents', async () => {
    await write('email-2', 1);
    await expect(write('email-2', 2, -1)).rejects.toMatchObject({
      code: 'P0001',
      message: 'Wrong expected version: -1 (Stream: email-2, Stream Version: 0)',
    });
    const conflict = { name: 'ExpectedVersionError', expected: -1, actual: 0 };
    await expect(store.write('email-2', counted(1), { expectedVersion: -1 })).rejects.toMatchObject(conflict);
  });

  test('reads a category, by correlation and by consumer group, as this client does', async () => {
    for (const n of [0, 1, 2, 3, 4, 5]) await write(`email-group${n}`, n);
    const names = async (...args: unknown[]) =>
      (
        await rows<{ stream_name: string }>('SELECT stream_name FROM get_category_messages($1, $2, $3, $4, $5, $6)', [
          'email',
          1,
          1000,
          ...args,
        ])
      ).map((row) => row.stream_name);
    const ours = async (options: Parameters<MessageStore['readBatch']>[1]) =>
      (await store.readBatch('email', options)).map(({ streamName }) => streamName);
    expect(await names(null, null, null)).toEqual(await ours({}));
    expect(await names('signUp', null, null)).toEqual(await ours({ correlation: 'signUp' }));
    expect(await names('other', null, null)).toEqual([]);
    for (const member of [0, 1, 2]) {
      const read = await names(null, member, 3);
      expect(read).toEqual(await ours({ consumerGroup: { member, size: 3 } }));
      expect(read.map((name) => partitionOf(name, 3))).toEqual(read.map(() => member));
    }
  });

  test.each([
    ['of no category', 'SELECT * FROM get_stream_messages($1)', ['email'], { correlation: 'signUp' }, 'email-1'],
    [
      'of a correlation that is a stream',
      'SELECT * FROM get_category_messages($1, 1, 1, $2)',
      ['email', 'a-1'],
      { correlation: 'a-1' },
      'email',
    ],
    [
      'of a group without members',
      'SELECT * FROM get_category_messages($1, 1, 1, NULL, 0, 0)',
      ['email'],
      { consumerGroup: { member: 0, size: 0 } },
      'email',
    ],
    [
      'of a member below 0',
      'SELECT * FROM get_category_messages($1, 1, 1, NULL, -1, 2)',
      ['email'],
      { consumerGroup: { member: -1, size: 2 } },
      'email',
    ],
    [
      'of a member beyond the group',
      'SELECT * FROM get_category_messages($1, 1, 1, NULL, 2, 2)',
      ['email'],
      { consumerGroup: { member: 2, size: 2 } },
      'email',
    ],
  ])('cannot read what this client refuses to read: %s', async (_what, text, values, options, name) => {
    await expect(foreign.query(text, values)).rejects.toMatchObject({ code: 'P0001' });
    await expect(store.readBatch(name, options)).rejects.toThrow(/Consumer group|[Cc]orrelation/);
  });

  test('cannot use a condition, which is SQL', async () => {
    const text = `SELECT * FROM get_stream_messages('email-1', 0, 10, 'true')`;
    await expect(foreign.query(text)).rejects.toThrow('Retrieval with SQL condition is not activated');
  });

  test('can append only to its own categories, and only by the functions', async () => {
    await expect(write('identity-1', 1)).rejects.toMatchObject({ code: '42501' });
    await expect(
      foreign.query(`INSERT INTO messages (stream_name, position, type) VALUES ('email-9', 0, 'Forged')`),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(foreign.query('DELETE FROM messages')).rejects.toMatchObject({ code: '42501' });
  });

  test('writes messages that this client reads', async () => {
    await write('email-3', 7);
    expect(Counted.read((await store.readLast('email-3'))!)).toMatchObject({
      data: { n: 7 },
      metadata: { correlationStreamName: 'signUp-1' },
    });
  });
});

test('this client does the same as that role', async () => {
  const own = createPool({ connectionString: login.href });
  try {
    const mailer = createMessageStore(own);
    const message = Counted({ n: 1 });
    const written = await mailer.write('email-5', message, { expectedVersion: await mailer.version('email-5') });
    expect(await mailer.write('email-5', message)).toEqual(written);
    expect(await transaction(own, (client) => mailer.write('email-5', message, { client }))).toEqual(written);
    await mailer.write('email-5', counted(3), { expectedVersion: 0 });
    expect(await mailer.readBatch('email-5')).toHaveLength(4);
    const stopping = new AbortController();
    await mailer.subscribe('email', { name: 'own', signal: stopping.signal, handle: () => stopping.abort() });
    expect(await mailer.version('email:position-own')).toBe(0);
    await expect(mailer.write('identity-1', counted(1))).rejects.toMatchObject({ code: '42501' });
  } finally {
    await own.end();
  }
});
