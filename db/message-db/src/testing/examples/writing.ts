import { describe, expect, test } from 'vitest';
import { ExpectedVersionError } from '../../errors.ts';
import type { MemoryStore } from '../../memory-store.ts';
import { collect, Counted, counted } from '../messages.ts';

/** Examples of writing, in any store. */
export function writingExamples(store: MemoryStore): void {
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

    test('returns the right global positions while others write to other categories', async () => {
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        const name = `busy${writer}-1`;
        const answers = [];
        for (let round = 0; round < 25; round += 1)
          answers.push(...(await store.write(name, counted(1 + (round % 4)))));
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
      // The server uses the clock of this machine, in any time zone.
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

    test('writes to a stream with any name', async () => {
      for (const name of [`quote'"-1`, 'back\\slash-{a,b}', 'lines\n-1\n2', '視聴-ü+ß', '-', 'a:b+c-d-e']) {
        await store.write(name, counted(2));
        expect((await store.readBatch(name)).map((message) => message.streamName)).toEqual([name, name]);
        await expect(store.write(name, counted(1), { expectedVersion: 9 })).rejects.toMatchObject({ actual: 1 });
      }
    });
  });

  describe('expected version', () => {
    test('-1 means a stream that does not exist', async () => {
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

    test('exactly one of several writers with the same expected version succeeds', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, () => store.write('version-4', counted(2), { expectedVersion: -1 })),
      );
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(lost).toHaveLength(9);
      for (const { reason } of lost) expect(reason).toEqual(new ExpectedVersionError('version-4', -1, 1));
      expect(await store.version('version-4')).toBe(1);
    });

    test.each([-2, 0.5, Number.NaN, Infinity])('refuses %d as a version', async (expectedVersion) => {
      await expect(store.write('version-5', counted(1), { expectedVersion })).rejects.toThrow(RangeError);
    });
  });

  describe('a write without messages', () => {
    test('checks its expected version', async () => {
      await store.write('empty-1', counted(2));
      expect(await store.write('empty-1', [], { expectedVersion: 1 })).toEqual([]);
      expect(await store.write('empty-2', [], { expectedVersion: -1 })).toEqual([]);
      const refused = { name: 'ExpectedVersionError', streamName: 'empty-1', expected: 0, actual: 1 };
      await expect(store.write('empty-1', [], { expectedVersion: 0 })).rejects.toMatchObject(refused);
      expect(await store.version('empty-1')).toBe(1);
    });

    test('checks it beside writes that have messages', async () => {
      await store.write('beside-1', counted(1));
      const written = await Promise.all([
        store.write('beside-1', [], { expectedVersion: 0 }),
        store.write('beside-2', counted(2)),
        store.write('beside-1', [], { expectedVersion: 7 }).catch((error: Error) => error.name),
        store.write('beside-3', [], { expectedVersion: -1 }),
        store.write('beside-1', counted(1)),
      ]);
      expect(written).toMatchObject([
        [],
        [{ position: 0 }, { position: 1 }],
        'ExpectedVersionError',
        [],
        [{ position: 1 }],
      ]);
    });
  });
}
