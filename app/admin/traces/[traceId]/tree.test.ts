import { describe, expect, test } from 'vitest';
import { since, treeOf, type Branch, type Caused } from './tree';

const message = (globalPosition: number, cause?: number): Caused => ({
  globalPosition,
  metadata: cause === undefined ? {} : { causationMessageGlobalPosition: cause },
});

/** `1(2(3))` means that 1 led to 2, which led to 3. */
function draw(branches: readonly Branch<Caused>[]): string {
  return branches
    .map(({ message: { globalPosition }, effects }) => `${globalPosition}${effects.length > 0 ? `(${draw(effects)})` : ''}`)
    .join(' ');
}

describe('the tree of a trace', () => {
  test('is a chain from command to event to command', () => {
    expect(draw(treeOf([message(1), message(4, 1), message(9, 4)]))).toBe('1(4(9))');
  });

  test('branches where one message led to many, in the order written, whatever order they come in', () => {
    expect(draw(treeOf([message(7, 2), message(2, 1), message(5, 1), message(6, 2), message(1)]))).toBe('1(2(6 7) 5)');
  });

  test('has a root for each message whose cause is elsewhere', () => {
    expect(draw(treeOf([message(3), message(5, 2), message(6, 5)]))).toBe('3 5(6)');
  });

  test('has no circles, whatever the metadata claims', () => {
    expect(draw(treeOf([message(1, 2), message(2, 1), message(3, 3)]))).toBe('1(2) 3');
  });

  test('is empty without messages', () => {
    expect(treeOf([])).toEqual([]);
  });
});

describe('the time since the first message', () => {
  const start = new Date('2026-11-21T10:00:00.000Z');
  const after = (ms: number) => since(start, new Date(start.getTime() + ms));

  test('grows from milliseconds to minutes', () => {
    expect([after(0), after(12), after(1_250), after(185_000)]).toEqual(['+0 ms', '+12 ms', '+1.25 s', '+3 min 5 s']);
  });

  test('is never negative: transactions begin in another order than they write', () => {
    expect(after(-3)).toBe('+0 ms');
  });
});
