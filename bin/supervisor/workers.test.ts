import { expect, test } from 'vitest';
import { workerEnvironments } from './workers';

const portsOf = (names: string[], first?: number) =>
  Object.fromEntries([...workerEnvironments(names, () => ({}), first)].map(([name, env]) => [name, env.METRICS_PORT]));

test('workers serve their metrics on consecutive ports, in the order of their names', () => {
  expect(portsOf(['videos', 'identity', 'home-page'], 9400)).toEqual({
    'home-page': '9400',
    identity: '9401',
    videos: '9402',
  });
});

test('a worker takes any free port without METRICS_PORT, and after port 65535', () => {
  expect(portsOf(['b', 'a'])).toEqual({ a: '', b: '' });
  expect(portsOf(['b', 'a'], 65535)).toEqual({ a: '65535', b: '' });
});

test('a worker keeps its other settings', () => {
  expect(workerEnvironments(['a', 'b'], (name) => ({ NAME: name }), 9400).get('a')).toEqual({
    NAME: 'a',
    METRICS_PORT: '9400',
  });
});
