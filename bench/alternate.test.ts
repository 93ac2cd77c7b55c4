import { expect, test } from 'vitest';
import { alternate, alternateBlocks } from './alternate';

test('alternate starts each run with another variant, and drops the warm-up rounds', async () => {
  const order: string[] = [];
  const record = (name: string) => async (run: number) => {
    order.push(name);
    return run;
  };
  expect(await alternate(3, { a: record('a'), b: record('b') }, { warmUps: 1 })).toEqual({
    a: [0, 1, 2],
    b: [0, 1, 2],
  });
  expect(order.join('')).toBe('abbaabba');
});

test('alternateBlocks collects the measurements of all blocks of a run', async () => {
  const order: string[] = [];
  const record = (name: string) => async (run: number) => {
    order.push(name);
    return [`${name}${run}`, order.length];
  };
  const measured = await alternateBlocks(2, 2, { a: record('a'), b: record('b') });
  expect(order.join('')).toBe('ababbaba');
  expect(measured.a).toEqual([
    ['a0', 1, 'a0', 3],
    ['a1', 6, 'a1', 8],
  ]);
});
