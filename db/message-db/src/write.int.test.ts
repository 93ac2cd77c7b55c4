import { afterAll, describe, expect, test } from 'vitest';
import { ExpectedVersionError } from './index.ts';
import { collect, counted, Counted } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { pool, store, close } = await openTestStore();
afterAll(close);

describe('write', () => {
  test('appends one message', async () => {
    const [first] = await store.write('one-1', Counted({ n: 1 }));
    const [second] = await store.write('one-1', Counted({ n: 2 }));
    expect(first?.position).toBe(0);
    expect(second?.position).toBe(1);
    expect(second?.globalPosition).toBeGreaterThan(first?.globalPosition ?? Infinity);
  });

  test('appends many in order', async () => {
    const written = await store.write('many-1', counted(100));
    expect(written.map(({ position }) => position)).toEqual([...Array(100).keys()]);
    const messages = await store.readBatch('many-1');
    expect(messages.map(({ data }) => data)).toEqual(counted(100).map(({ data }) => data));
    expect(messages.map(({ globalPosition }) => globalPosition)).toEqual(written.map((each) => each.globalPosition));
  });

  test('answers with the right global positions while other categories write', async () => {
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const name = `busy${writer}-1`;
      const answers = [];
      for (let round = 0; round < 25; round += 1) answers.push(...(await store.write(name, counted(1 + (round % 4)))));
      return { name, answers };
    });
    for (const { name, answers } of await Promise.all(writers)) {
      const stored = await collect(store.read(name));
      expect(answers).toEqual(stored.map(({ position, globalPosition }) => ({ position, globalPosition })));
    }
  });

  test('returns what was written', async () => {
    const before = Date.now();
    const message = Counted({ n: 0.1 }, { metadata: { traceId: 't', userId: 'u', awaited: true } });
    const [written] = await store.write('whole-1', message);
    const stored = await store.readLast('whole-1');
    expect(stored).toEqual({
      id: message.id,
      streamName: 'whole-1',
      type: 'Counted',
      data: { n: 0.1 },
      metadata: { traceId: 't', userId: 'u', awaited: true, schemaVersion: 1 },
      ...written,
      time: expect.any(Date),
    });
    // The server's clock is this machine's, whatever the time zone of either.
    expect(Math.abs((stored?.time.getTime() ?? 0) - before)).toBeLessThan(60_000);
  });

  test('writes nothing for no messages', async () => {
    expect(await store.write('none-1', [])).toEqual([]);
    expect(await store.version('none-1')).toBe(-1);
  });

  test('writes all or none', async () => {
    const taken = Counted({ n: 0 });
    await store.write('taken-1', taken);
    await expect(store.write('all-1', [Counted({ n: 1 }), taken])).rejects.toThrow();
    expect(await store.version('all-1')).toBe(-1);
  });

  test('refuses a category', async () => {
    await expect(store.write('counter', Counted({ n: 1 }))).rejects.toThrow(
      new TypeError('Messages are written to streams, and counter is a category'),
    );
  });

  test('keeps to its stream whatever its name', async () => {
    for (const name of [`quote'"-1`, 'back\\slash-{a,b}', 'lines\n-1\n2', '視聴-ü+ß', '-', 'a:b+c-d-e']) {
      await store.write(name, counted(2));
      expect((await store.readBatch(name)).map((message) => message.streamName)).toEqual([name, name]);
      await expect(store.write(name, counted(1), { expectedVersion: 9 })).rejects.toMatchObject({ actual: 1 });
    }
  });
});

describe('expected version', () => {
  test('-1 is a stream that does not exist', async () => {
    await store.write('version-1', counted(2), { expectedVersion: -1 });
    expect(await store.version('version-1')).toBe(1);
    await expect(store.write('version-1', counted(1), { expectedVersion: -1 })).rejects.toThrow(
      new ExpectedVersionError('version-1', -1, 1),
    );
  });

  test('is the position of the last message', async () => {
    await store.write('version-2', counted(3));
    expect(await store.write('version-2', counted(2), { expectedVersion: 2 })).toMatchObject([
      { position: 3 },
      { position: 4 },
    ]);
  });

  test('a conflict has expected and actual, and writes nothing', async () => {
    await store.write('version-3', counted(3));
    const conflict = await store.write('version-3', counted(5), { expectedVersion: 7 }).catch((error) => error);
    expect(conflict).toBeInstanceOf(ExpectedVersionError);
    expect(conflict).toMatchObject({ streamName: 'version-3', expected: 7, actual: 2 });
    expect(await store.version('version-3')).toBe(2);
  });

  test('of writers with the same expectation exactly one wins', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => store.write('version-4', counted(2), { expectedVersion: -1 })),
    );
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(9);
    for (const { reason } of lost) expect(reason).toEqual(new ExpectedVersionError('version-4', -1, 1));
    expect(await store.version('version-4')).toBe(1);
  });

  test.each([-2, 0.5, Number.NaN, Infinity])('%d can be no version', async (expectedVersion) => {
    await expect(store.write('version-5', counted(1), { expectedVersion })).rejects.toThrow(RangeError);
  });
});

describe("in a caller's transaction", () => {
  test('is written when that commits, and not when it rolls back', async () => {
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

  test('several writes follow one another', async () => {
    await transaction(pool, async (client) => {
      const first = await store.write('inside-2', counted(2), { client, expectedVersion: -1 });
      const second = await store.write('inside-2', counted(1), { client, expectedVersion: 1 });
      expect([...first, ...second].map(({ position }) => position)).toEqual([0, 1, 2]);
      expect(await store.readLast('inside-2', { client })).toMatchObject(second[0] ?? {});
    });
  });

  test('a conflict has expected and actual', async () => {
    await store.write('inside-3', counted(3));
    const failed = transaction(pool, (client) => store.write('inside-3', counted(1), { client, expectedVersion: 0 }));
    await expect(failed).rejects.toEqual(new ExpectedVersionError('inside-3', 0, 2));
  });

  test.each([0, undefined])(
    'REPEATABLE READ, which sees no others, conflicts too (expected: %s)',
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
