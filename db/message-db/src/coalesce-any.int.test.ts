import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ExpectedVersionError, type Written } from './index.ts';
import { Counted } from './testing/messages.ts';
import { openTestStore } from './testing/store.ts';

const { store, close } = await openTestStore();
afterAll(close);

describe('any interleaving of writers', () => {
  /**
   * A writer writes to its streams in turn, sometimes at an expected version, sometimes a message that was written
   * before.
   */
  const step = fc.record({
    stream: fc.integer({ min: 0, max: 3 }),
    count: fc.integer({ min: 0, max: 3 }),
    expected: fc.option(fc.integer({ min: -1, max: 6 }), { nil: undefined }),
    repeats: fc.boolean(),
  });
  const writers = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

  test('puts each write once, at its expected version, and in the order of its writer', async () => {
    await fc.assert(
      fc.asyncProperty(writers, async (plans) => {
        const name = `any${randomUUID().replaceAll('-', '')}`;
        const accepted: { writer: number; streamName: string; written: Written[]; expected: number | undefined }[] = [];
        const refused: ExpectedVersionError[] = [];
        await Promise.all(
          plans.map(async (steps, writer) => {
            for (const { stream, count, expected, repeats } of steps) {
              const streamName = `${name}-${stream}`;
              const messages = Array.from({ length: count }, (_, n) => Counted({ n }, { id: randomUUID() }));
              const write = () => store.write(streamName, messages, { expectedVersion: expected });
              try {
                const [written, again] = repeats ? await Promise.all([write(), write()]) : [await write()];
                if (again) expect(again).toEqual(written);
                if (count > 0) accepted.push({ writer, streamName, written, expected });
              } catch (error) {
                if (!(error instanceof ExpectedVersionError)) throw error;
                refused.push(error);
              }
            }
          }),
        );
        const stored = await store.readBatch(name);
        const places = stored.map(({ position, globalPosition }) => ({ position, globalPosition }));
        const inOrder = [...accepted].sort(
          (a, b) => (a.written[0]?.globalPosition ?? 0) - (b.written[0]?.globalPosition ?? 0),
        );
        // No message is lost or doubled, and the messages of each write are adjacent.
        expect(inOrder.flatMap(({ written }) => written)).toEqual(places);
        // The model: streams grow by one write after another, and each finds its expected version.
        const versions = new Map<string, number>();
        for (const { streamName, written, expected } of inOrder) {
          const version = versions.get(streamName) ?? -1;
          if (expected !== undefined) expect(version).toBe(expected);
          expect(written.map(({ position }) => position)).toEqual(written.map((_, n) => version + 1 + n));
          versions.set(streamName, version + written.length);
        }
        for (const writer of plans.keys()) {
          const own = accepted
            .filter((each) => each.writer === writer)
            .map(({ written }) => written[0]?.globalPosition ?? 0);
          expect(own).toEqual([...own].sort((a, b) => a - b));
        }
        for (const { expected, actual, streamName } of refused) {
          expect(actual).not.toBe(expected);
          expect(actual).toBeLessThanOrEqual(versions.get(streamName) ?? -1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
