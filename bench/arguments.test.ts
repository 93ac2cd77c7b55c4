import { expect, test } from 'vitest';
import { readArguments } from './arguments';

const known = ['append', 'decide'];

test('without a name, all of them', () => {
  expect(readArguments([], known)).toEqual({ names: known, json: false });
  expect(readArguments(['--json'], known)).toEqual({ names: known, json: true });
});

test('the named ones', () => {
  expect(readArguments(['decide', '--json'], known)).toEqual({ names: ['decide'], json: true });
});

test('says which names there are', () => {
  expect(() => readArguments(['apend'], known)).toThrow(
    'There is no bench "apend": give one of append, decide, or none for all.',
  );
});
