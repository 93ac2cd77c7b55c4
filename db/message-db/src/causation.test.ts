import { expect, describe, test } from 'vitest';
import { causationTree, type CausationBranch, type Caused } from './causation.ts';

const message = (globalPosition: number, cause?: number): Caused => ({
  globalPosition,
  metadata: cause === undefined ? {} : { causationMessageGlobalPosition: cause },
});

/** `1(2(3))` means that 1 led to 2, which led to 3. */
function draw(branches: readonly CausationBranch<Caused>[]): string {
  return branches
    .map(
      ({ message: { globalPosition }, effects }) =>
        `${globalPosition}${effects.length > 0 ? `(${draw(effects)})` : ''}`,
    )
    .join(' ');
}

describe('causationTree', () => {
  test('returns a chain from command to event to command', () => {
    expect(draw(causationTree([message(1), message(4, 1), message(9, 4)]))).toBe('1(4(9))');
  });

  test('branches if one message led to many, in the order written, for any order of the input', () => {
    expect(draw(causationTree([message(7, 2), message(2, 1), message(5, 1), message(6, 2), message(1)]))).toBe(
      '1(2(6 7) 5)',
    );
  });

  test('returns a root for each message whose cause is missing', () => {
    expect(draw(causationTree([message(3), message(5, 2), message(6, 5)]))).toBe('3 5(6)');
  });

  test('has no cycles for any metadata', () => {
    expect(draw(causationTree([message(1, 2), message(2, 1), message(3, 3)]))).toBe('1(2) 3');
  });

  test('returns nothing without messages', () => {
    expect(causationTree([])).toEqual([]);
  });
});
