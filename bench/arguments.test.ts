import { expect, test } from 'vitest';
import { readArguments } from './arguments';

const known = ['append', 'decide'];

test('runs all benchmarks without a name', () => {
  expect(readArguments([], known)).toEqual({ names: known, json: false });
  expect(readArguments(['--json'], known)).toEqual({ names: known, json: true });
});

test('runs the named benchmarks', () => {
  expect(readArguments(['decide', '--json'], known)).toEqual({ names: ['decide'], json: true });
});

test('refuses an unknown name, and lists the known ones', () => {
  expect(() => readArguments(['apend'], known)).toThrow(
    'There is no bench "apend": give one of append, decide, or none for all.',
  );
});
