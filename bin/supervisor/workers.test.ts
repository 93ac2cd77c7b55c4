import { expect, test } from 'vitest';
import { workerEnvironments } from './workers';

const portsOf = (names: string[], first?: number) =>
  Object.fromEntries([...workerEnvironments(names, () => ({}), first)].map(([name, env]) => [name, env.METRICS_PORT]));

test('workers serve their metrics on a row of ports, in the order of their names', () => {
  expect(portsOf(['videos', 'identity', 'home-page'], 9400)).toEqual({
    'home-page': '9400',
    identity: '9401',
    videos: '9402',
  });
});

test('where no row is set each takes any, and so it is where the row ends', () => {
  expect(portsOf(['b', 'a'])).toEqual({ a: '', b: '' });
  expect(portsOf(['b', 'a'], 65535)).toEqual({ a: '65535', b: '' });
});

test('the other settings are its own', () => {
  expect(workerEnvironments(['a', 'b'], (name) => ({ NAME: name }), 9400).get('a')).toEqual({
    NAME: 'a',
    METRICS_PORT: '9400',
  });
});
