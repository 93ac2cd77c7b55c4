import { expect, test } from 'vitest';
import { alternate, alternateBlocks } from './alternate';

test('no variant is always first, and rounds to get warm do not count', async () => {
  const order: string[] = [];
  const note = (name: string) => async (run: number) => {
    order.push(name);
    return run;
  };
  expect(await alternate(3, { a: note('a'), b: note('b') }, { warmUps: 1 })).toEqual({ a: [0, 1, 2], b: [0, 1, 2] });
  expect(order.join('')).toBe('abbaabba');
});

test('blocks of a run are put together', async () => {
  const order: string[] = [];
  const note = (name: string) => async (run: number) => {
    order.push(name);
    return [`${name}${run}`, order.length];
  };
  const measured = await alternateBlocks(2, 2, { a: note('a'), b: note('b') });
  expect(order.join('')).toBe('ababbaba');
  expect(measured.a).toEqual([
    ['a0', 1, 'a0', 3],
    ['a1', 6, 'a1', 8],
  ]);
});
