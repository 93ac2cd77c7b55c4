import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { pool, close } = await openTestStore();
afterAll(close);

interface Write {
  stream: string;
  expected?: number;
  count?: number;
}

/** Calls the SQL function as a client in any language can. */
async function writeMessages(
  writes: readonly Write[],
  { allOrNone = false, client = pool as { query: typeof pool.query } } = {},
) {
  const counts = writes.map(({ count = 1 }) => count);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const streams = [...new Set(writes.map(({ stream }) => stream))];
  const repeated = (value: string) => Array.from({ length: total }, () => value);
  const { rows } = await client.query(
    'SELECT * FROM message_store.write_messages($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      streams,
      streams.length === writes.length ? null : writes.map(({ stream }) => streams.indexOf(stream) + 1),
      writes.map(({ expected }) => expected ?? null),
      counts,
      repeated('').map(() => randomUUID()),
      repeated('Counted'),
      repeated('{"n": 1}'),
      repeated('{}'),
      allOrNone,
    ],
  );
  const numbers = (values: unknown[] | null) => values?.map((value) => (value === null ? null : Number(value))) ?? null;
  return {
    positions: numbers(rows[0].positions),
    globalPositions: numbers(rows[0].global_positions),
    actualVersions: numbers(rows[0].actual_versions),
  };
}

async function stored(category: string) {
  const { rows } = await pool.query(
    'SELECT stream_name, position, global_position FROM message_store.messages WHERE message_store.category(stream_name) = $1 ORDER BY global_position',
    [category],
  );
  return rows;
}

describe('write_messages', () => {
  test('writes to many streams, in the order of the writes', async () => {
    const { positions, globalPositions, actualVersions } = await writeMessages([
      { stream: 'many-1', count: 2 },
      { stream: 'many-2', count: 1 },
      { stream: 'many-3', count: 3 },
    ]);
    expect(positions).toEqual([0, 1, 0, 0, 1, 2]);
    expect(actualVersions).toBeNull();
    expect(await stored('many')).toEqual(
      ['many-1', 'many-1', 'many-2', 'many-3', 'many-3', 'many-3'].map((stream_name, index) => ({
        stream_name,
        position: positions?.[index],
        global_position: globalPositions?.[index],
      })),
    );
  });

  test('by default takes one write of one message for each stream', async () => {
    const write = async (versions: string) => {
      const { rows } = await pool.query(
        `SELECT positions, actual_versions AS versions
         FROM message_store.write_messages('{single-1,single-2}', NULL, $1, NULL, $2, '{A,B}', '{1,2}', '{NULL,NULL}')`,
        [versions, [randomUUID(), randomUUID()]],
      );
      return rows[0];
    };
    expect(await write('{-1,NULL}')).toEqual({ positions: ['0', '0'], versions: null });
    expect(await write('{-1,0}')).toEqual({ positions: [null, '1'], versions: ['0', null] });
    expect((await stored('single')).map((row) => row.stream_name)).toEqual(['single-1', 'single-2', 'single-2']);
  });

  test('refuses a stream that is named twice', async () => {
    const failed = pool.query(
      `SELECT FROM message_store.write_messages('{named-1,named-1}', NULL, NULL, NULL, $1, '{A,B}', '{1,2}', '{NULL,NULL}')`,
      [[randomUUID(), randomUUID()]],
    );
    await expect(failed).rejects.toMatchObject({ code: '23505', constraint: 'messages_stream' });
  });

  test('each write sees those before it', async () => {
    const answer = await writeMessages([
      { stream: 'seen-1', expected: -1, count: 2 },
      { stream: 'seen-1', expected: 1, count: 1 },
      { stream: 'seen-1', count: 2 },
      { stream: 'seen-1', expected: 4, count: 1 },
    ]);
    expect(answer).toMatchObject({ positions: [0, 1, 2, 3, 4, 5], actualVersions: [null, null, null, null] });
    const positions = (await stored('seen')).map(({ position }) => position);
    expect(positions).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a write at the wrong version writes nothing, and the others succeed', async () => {
    await writeMessages([{ stream: 'wrong-1', count: 5 }]);
    const answer = await writeMessages([
      { stream: 'wrong-2' },
      { stream: 'wrong-1', expected: 4, count: 2 },
      { stream: 'wrong-1', expected: 4 },
      { stream: 'wrong-3', expected: 0, count: 2 },
      { stream: 'wrong-1', expected: 6 },
    ]);
    expect(answer.positions).toEqual([0, 5, 6, null, null, null, 7]);
    expect(answer.actualVersions).toEqual([null, null, 6, -1, null]);
    const last = (await stored('wrong')).slice(5);
    expect(last.map(({ global_position }) => global_position)).toEqual(answer.globalPositions);
    expect(last.map(({ stream_name }) => stream_name)).toEqual(['wrong-2', 'wrong-1', 'wrong-1', 'wrong-1']);
  });

  test('with all_or_none it fails the statement, with the text of write_message', async () => {
    const writes = [{ stream: 'none-1' }, { stream: 'none-2', expected: 3 }];
    await expect(writeMessages(writes, { allOrNone: true })).rejects.toMatchObject({
      code: 'P0001',
      message: 'Wrong expected version: 3 (Stream: none-2, Stream Version: -1)',
    });
    expect(await stored('none')).toEqual([]);
  });

  test('does nothing for no writes', async () => {
    expect(await writeMessages([])).toEqual({ positions: null, globalPositions: null, actualVersions: null });
  });

  test.each([
    ['of several categories', ['mixed-1', 'other-1']],
    ['of a category that begins alike', ['mixed-1', 'mixedmore-1']],
    ['that are none', ['mixed-1', 'mixed']],
    ['that are none at all', ['mixed', 'mixed']],
  ])('refuses streams %s', async (_what, streams) => {
    await expect(writeMessages(streams.map((stream) => ({ stream })))).rejects.toThrow(
      'Must be streams of one category',
    );
  });

  test('refuses more messages than the writes have', async () => {
    const ids = [randomUUID(), randomUUID()];
    const failed = pool.query(
      `SELECT FROM message_store.write_messages('{short-1}', NULL, '{NULL}', '{1}', $1, '{A,B}', '{1,2}', '{NULL,NULL}')`,
      [ids],
    );
    await expect(failed).rejects.toThrow('Must be as many messages as the writes have: 1 (Messages: 2)');
  });

  test('waits for other writers of the category only', async () => {
    let waiting: Promise<unknown> = Promise.resolve();
    await transaction(pool, async (client) => {
      await client.query(`SELECT message_store.write_message($1, 'locked-1', 'Counted', '{}')`, [randomUUID()]);
      waiting = writeMessages([{ stream: 'locked-1', expected: 0 }]);
      await eventually(async () => {
        const { rows } = await pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(1);
      });
      await writeMessages([{ stream: 'unlocked-1' }]);
    });
    expect(await waiting).toMatchObject({ positions: [1] });
  });

  test('uses the index, even if it was planned while the table was small', async () => {
    await transaction(pool, async (client) => {
      await client.query('SAVEPOINT young; DELETE FROM message_store.messages; ANALYZE message_store.messages');
      for (let round = 0; round < 10; round += 1) await writeMessages([{ stream: 'young-1' }], { client });
      const scans = async () => {
        const { rows } = await client.query(
          `SELECT pg_stat_get_xact_numscans('message_store.messages'::regclass)::int AS scans`,
        );
        return rows[0].scans as number;
      };
      const before = await scans();
      for (let round = 0; round < 10; round += 1) await writeMessages([{ stream: 'young-1' }], { client });
      expect(await scans()).toBe(before);
      await client.query('ROLLBACK TO young');
    });
  });
});
