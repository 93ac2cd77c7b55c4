import { expect, test } from 'vitest';
import { readArguments } from './arguments';

const known = ['append', 'decide'];

test('runs all benchmarks without a name', () => {
  expect(readArguments([], known)).toEqual({
    names: known,
    json: false,
    changes: 10_000,
    videos: 100_000,
    events: 10_000_000,
  });
  expect(readArguments(['--json'], known)).toEqual({
    names: known,
    json: true,
    changes: 10_000,
    videos: 100_000,
    events: 10_000_000,
  });
});

test('runs the named benchmarks', () => {
  expect(readArguments(['decide', '--json'], known)).toEqual({
    names: ['decide'],
    json: true,
    changes: 10_000,
    videos: 100_000,
    events: 10_000_000,
  });
});

test('makes as many changes and videos as asked for', () => {
  expect(readArguments(['decide', '--changes=100000'], known)).toMatchObject({ names: ['decide'], changes: 100_000 });
  expect(readArguments(['decide', '--videos=5000'], known)).toMatchObject({ changes: 10_000, videos: 5_000 });
  expect(readArguments(['decide', '--events=500'], known)).toMatchObject({ events: 500 });
  expect(() => readArguments(['--changes=many'], known)).toThrow('There is no bench "--changes=many"');
});

test('refuses an unknown name, and lists the known ones', () => {
  expect(() => readArguments(['apend'], known)).toThrow(
    'There is no bench "apend": give one of append, decide, or none for all.',
  );
});
