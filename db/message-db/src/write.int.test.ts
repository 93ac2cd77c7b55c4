import { afterAll, describe, expect, test } from 'vitest';
import { ExpectedVersionError } from './index.ts';
import { writingExamples } from './testing/examples/writing.ts';
import { counted } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { pool, store, close } = await openTestStore();
afterAll(close);

writingExamples(store);

describe("in a caller's transaction", () => {
  test('is written if the transaction commits, and not if it rolls back', async () => {
    await transaction(pool, async (client) => {
      await store.write('inside-1', counted(2), { client });
      expect(await store.version('inside-1', { client })).toBe(1);
      expect(await store.version('inside-1')).toBe(-1);
    });
    expect(await store.version('inside-1')).toBe(1);

    const failed = transaction(pool, async (client) => {
      await store.write('inside-1', counted(1), { client });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await store.version('inside-1')).toBe(1);
  });

  test('several writes succeed one after another', async () => {
    await transaction(pool, async (client) => {
      const first = await store.write('inside-2', counted(2), { client, expectedVersion: -1 });
      const second = await store.write('inside-2', counted(1), { client, expectedVersion: 1 });
      expect([...first, ...second].map(({ position }) => position)).toEqual([0, 1, 2]);
      expect(await store.readLast('inside-2', { client })).toMatchObject(second[0] ?? {});
    });
  });

  test('a conflict has the expected and the actual version', async () => {
    await store.write('inside-3', counted(3));
    const failed = transaction(pool, (client) => store.write('inside-3', counted(1), { client, expectedVersion: 0 }));
    await expect(failed).rejects.toEqual(new ExpectedVersionError('inside-3', 0, 2));
  });

  test.each([0, undefined])(
    'REPEATABLE READ, which sees no other writes, conflicts too (expected: %s)',
    async (expectedVersion) => {
      const name = `repeatable${expectedVersion}-1`;
      await store.write(name, counted(1));
      const failed = transaction(
        pool,
        async (client) => {
          expect(await store.version(name, { client })).toBe(0);
          await store.write(name, counted(2));
          await store.write(name, counted(1), { client, expectedVersion });
        },
        'BEGIN ISOLATION LEVEL REPEATABLE READ',
      );
      await expect(failed).rejects.toEqual(new ExpectedVersionError(name, 0, 1));
      expect(await store.version(name)).toBe(2);
    },
  );

  test('rethrows other errors of the server', async () => {
    const failed = transaction(pool, async (client) => {
      await client.query('SELECT 1/0').catch(() => {});
      await store.write('inside-4', counted(1), { client });
    });
    await expect(failed).rejects.toMatchObject({ code: '25P02' });
  });
});
