import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { partitionOf } from './index.ts';
import { partitionCondition } from './partition.ts';
import { openTestStore } from './testing/store.ts';

const { pool, close } = await openTestStore();
afterAll(close);

const id = fc.oneof(
  fc.uuid(),
  fc.stringMatching(/^[-+a-zé視🎬 '"\\%]{0,12}$/u),
  fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
);
const name = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'a:command', ''), id).map(([category, rest]) => `${category}-${rest}`),
  fc.constantFrom('a', '', 'a:command', 'a+b'),
);

test('partitionOf and partitionCondition agree with Message DB', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(name, { minLength: 1, maxLength: 50 }),
      fc.integer({ min: 1, max: 32_767 }),
      async (names, size) => {
        const { rows } = await pool.query(
          `SELECT partition, stream_name AS name, ${partitionCondition('$2', 'partition')} AS ours
         FROM (SELECT stream_name, MOD(@message_store.hash_64(message_store.cardinal_id(stream_name)), $2::smallint) AS partition
               FROM unnest($1::text[]) AS stream_name) AS streams`,
          [names, size],
        );
        expect(rows.map((row) => row.name)).toEqual(names);
        for (const { name: streamName, partition, ours } of rows) {
          expect(partitionOf(streamName, size)).toBe(partition);
          expect(ours).toBe(partition !== null);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('a category is in no partition', () => expect(partitionOf('a', 4)).toBeNull());

test.each([0, -1, 1.5, 32_768, Number.NaN])('no group has %d members', (size) => {
  expect(() => partitionOf('a-1', size)).toThrow(RangeError);
});
