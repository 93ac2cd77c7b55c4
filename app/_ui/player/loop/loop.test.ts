import { expect, test } from 'vitest';
import { beginAt, endAt, hasPassedEnd, parseLoop, writeLoop } from './loop';

test('a loop has a start, then an end', () => {
  const begun = beginAt(null, 83);
  expect(begun).toEqual({ start: 83, end: null });
  expect(endAt(begun, 97)).toEqual({ start: 83, end: 97 });
});

test('an end alone means from the beginning', () => {
  expect(endAt(null, 12)).toEqual({ start: 0, end: 12 });
});

test('an end at the start or before it is none', () => {
  expect(endAt({ start: 83, end: null }, 83.2)).toBeNull();
  expect(endAt({ start: 83, end: null }, 10)).toBeNull();
});

test('another start keeps the end if that comes later', () => {
  expect(beginAt({ start: 83, end: 97 }, 90)).toEqual({ start: 90, end: 97 });
  expect(beginAt({ start: 83, end: 97 }, 97)).toEqual({ start: 97, end: null });
});

test('playing over the end is repeated, but not a jump behind it that plays on', () => {
  const loop = { start: 83, end: 97 };
  expect(hasPassedEnd(loop, 96.9, 97.1)).toBe(true);
  expect(hasPassedEnd(loop, 120, 120.2)).toBe(false);
  expect(hasPassedEnd({ start: 83, end: null }, 96, 98)).toBe(false);
});

test('an address has it to a tenth of a second', () => {
  expect(writeLoop({ start: 83.04, end: 97.46 })).toBe('83-97.5');
  expect(writeLoop({ start: 83, end: null })).toBeNull();
  expect(parseLoop('83-97.5', 600)).toEqual({ start: 83, end: 97.5 });
});

test.each([null, '', '83', '97-83', '83-83', '83-', '-97', 'a-b', '83-9999', '1e3-2e3'])('%s is no loop', (text) => {
  expect(parseLoop(text, 600)).toBeNull();
});
