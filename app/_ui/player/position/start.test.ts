import { expect, test } from 'vitest';
import { decideStart, startQuery } from './start';

test.each([
  ['a click wins', { clicked: 5, query: '?loop=83-97&t=60', kept: 40 }, 5],
  ['a click on the beginning, too', { clicked: 0, query: '?t=60', kept: 40 }, 0],
  ['then the loop of the address', { clicked: null, query: '?loop=83-97&t=60', kept: 40 }, 83],
  ['then its time', { clicked: null, query: '?series=1&t=1m', kept: 40 }, 60],
  ['then where one was', { clicked: null, query: '?t=nonsense', kept: 40 }, 40],
  ['then the beginning', { clicked: null, query: '', kept: null }, 0],
  ['a position behind the end is none', { clicked: null, query: '', kept: 600 }, 0],
])('%s', (_, sources, seconds) => {
  expect(decideStart(sources, 600).seconds).toBe(seconds);
});

test('only who starts where they were may want the beginning instead', () => {
  const kept = 40;
  expect(decideStart({ clicked: null, query: '', kept }, 600).isResumed).toBe(true);
  expect(decideStart({ clicked: null, query: '?loop=83-97', kept }, 600).isResumed).toBe(false);
  expect(decideStart({ clicked: 40, query: '', kept }, 600).isResumed).toBe(false);
});

test('the loop of the address stays after a click elsewhere', () => {
  expect(decideStart({ clicked: 5, query: '?loop=83-97', kept: null }, 600).loop).toEqual({ start: 83, end: 97 });
});

test.each([
  ['?t=1m30s', { t: 90 }],
  ['?t=90&series=1', { t: 90 }],
  ['?loop=83-97.5&t=90', { t: 90, loop: '83-97.5' }],
  ['?t=600', {}],
  ['?t=0', {}],
  ['?t="><script>&loop=97-83', {}],
  ['', {}],
])('the query %s says %j of the start', (query, start) => {
  expect(startQuery(query, 600)).toEqual(start);
});
