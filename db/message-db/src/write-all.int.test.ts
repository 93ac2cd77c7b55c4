import { randomUUID } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { DuplicateMessageError, ExpectedVersionError, type Write } from './index.ts';
import { counted, Counted } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { pool, store, close } = await openTestStore();
afterAll(close);

const writeAll = (writes: Write[]) => transaction(pool, (client) => store.writeAll(writes, { client }));
const category = () => `all${randomUUID().replaceAll('-', '')}`;

test('writes to many streams in order, in one statement', async () => {
  const name = category();
  const [written, queries] = await transaction(pool, async (client) => {
    const query = vi.spyOn(client, 'query');
    const answer = await store.writeAll(
      [
        { streamName: `${name}-1`, messages: counted(2), expectedVersion: -1 },
        { streamName: `${name}-2`, messages: Counted({ n: 7 }) },
        { streamName: `${name}-3`, messages: [] },
        { streamName: `${name}-1`, messages: counted(1), expectedVersion: 1 },
      ],
      { client },
    );
    const calls = query.mock.calls.length;
    query.mockRestore();
    return [answer, calls] as const;
  });
  expect(queries).toBe(1);
  expect(written.map((each) => each.map(({ position }) => position))).toEqual([[0, 1], [0], [], [2]]);
  const stored = await store.readBatch(name);
  expect(stored.map(({ globalPosition }) => globalPosition)).toEqual(written.flat().map((each) => each.globalPosition));
  expect(stored.map(({ streamName }) => streamName)).toEqual([`${name}-1`, `${name}-1`, `${name}-2`, `${name}-1`]);
});

test('writes all or none, and the first conflict names its stream', async () => {
  const name = category();
  await store.write(`${name}-2`, counted(3));
  const failed = writeAll([
    { streamName: `${name}-1`, messages: counted(1) },
    { streamName: `${name}-2`, messages: counted(1), expectedVersion: 0 },
    { streamName: `${name}-3`, messages: counted(1), expectedVersion: 5 },
  ]);
  await expect(failed).rejects.toEqual(new ExpectedVersionError(`${name}-2`, 0, 2));
  expect(await store.readBatch(name)).toHaveLength(3);
});

test('returns the first positions of writes that were repeated, and writes the others', async () => {
  const name = category();
  const given = (id: number): Write => ({
    streamName: `${name}-${id}`,
    messages: [Counted({ n: id }, { id: randomUUID() }), Counted({ n: id }, { id: randomUUID() })],
    expectedVersion: -1,
  });
  const [one, two, three] = [given(1), given(2), given(3)];
  const [first, third] = await writeAll([one, three]);
  const again = await writeAll([one, two, three]);
  expect(again).toEqual([
    first,
    [expect.objectContaining({ position: 0 }), expect.objectContaining({ position: 1 })],
    third,
  ]);
  expect(await store.readBatch(name)).toHaveLength(6);
  expect(await writeAll([three, two, one])).toEqual([third, again[1], first]);
});

test('a taken id is a duplicate, and nothing is written', async () => {
  const name = category();
  const taken = Counted({ n: 1 });
  await store.write(`${name}-1`, taken);
  const write = (message = taken): Write => ({ streamName: `${name}-2`, messages: message });
  const others = { streamName: `${name}-3`, messages: counted(2) };
  await expect(writeAll([others, write()])).rejects.toEqual(new DuplicateMessageError(taken.id));
  await expect(writeAll([others, write({ ...taken, idGiven: true })])).rejects.toEqual(
    new DuplicateMessageError(taken.id),
  );
  const twice = Counted({ n: 2 }, { id: randomUUID() });
  await expect(writeAll([write(twice), others, write(twice)])).rejects.toEqual(
    new DuplicateMessageError(twice.id, 'is given twice in one write'),
  );
  expect(await store.readBatch(name)).toHaveLength(1);
});

test('REPEATABLE READ, which sees no other writes, conflicts on the right stream', async () => {
  const name = category();
  await store.write(`${name}-1`, counted(1));
  await store.write(`${name}-2, 3-\n1`, counted(1));
  const failed = transaction(
    pool,
    async (client) => {
      await store.version(`${name}-1`, { client });
      await store.write(`${name}-2, 3-\n1`, counted(2));
      const writes = ['1', '2, 3-\n1'].map((id) => ({
        streamName: `${name}-${id}`,
        messages: counted(1),
        expectedVersion: 0,
      }));
      await store.writeAll(writes, { client });
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
  );
  await expect(failed).rejects.toEqual(new ExpectedVersionError(`${name}-2, 3-\n1`, 0, 1));
});

test('returns nothing for no writes', async () => {
  expect(await writeAll([])).toEqual([]);
  expect(await writeAll([{ streamName: 'empty-1', messages: [] }])).toEqual([[]]);
});

test('refuses several categories and bad versions', async () => {
  const messages = counted(1);
  await expect(
    writeAll([
      { streamName: 'a-1', messages },
      { streamName: 'b-1', messages: counted(1) },
    ]),
  ).rejects.toThrow(new TypeError('All must be streams of one category, not of a, b'));
  await expect(writeAll([{ streamName: 'a', messages }])).rejects.toThrow(TypeError);
  await expect(writeAll([{ streamName: 'a-1', messages, expectedVersion: -2 }])).rejects.toThrow(RangeError);
});
