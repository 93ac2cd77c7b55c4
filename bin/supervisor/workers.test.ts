import { expect, test } from 'vitest';
import { processEnvironments } from './workers';

const portsOf = (names: string[], first?: number) =>
  Object.fromEntries([...processEnvironments(names, () => ({}), first)].map(([name, env]) => [name, env.METRICS_PORT]));

test('workers serve their metrics on consecutive ports, in the order of their names, and then the application', () => {
  expect(portsOf(['videos', 'identity', 'home-page'], 9400)).toEqual({
    'home-page': '9400',
    identity: '9401',
    videos: '9402',
    application: '9403',
  });
});

test('without METRICS_PORT, and after port 65535, no port is given', () => {
  expect(portsOf(['b', 'a'])).toEqual({ a: '', b: '', application: '' });
  expect(portsOf(['b', 'a'], 65535)).toEqual({ a: '65535', b: '', application: '' });
});

test('a worker keeps its other settings', () => {
  expect(processEnvironments(['a', 'b'], (name) => ({ NAME: name }), 9400).get('a')).toEqual({
    NAME: 'a',
    METRICS_PORT: '9400',
  });
});
