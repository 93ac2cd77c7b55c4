import { expect, test } from 'vitest';
import { findTimes, wholeSeconds } from './times';

const timesIn = (text: string, length = 4 * 3600) =>
  findTimes(text, length).flatMap(({ text: time, seconds }) => (seconds === null ? [] : [[time, seconds]]));

test.each([
  ['0:00 Start', [['0:00', 0]]],
  ['Knots (1:23), bends.', [['1:23', 83]]],
  [
    '01:02:03 to 2:03:04',
    [
      ['01:02:03', 3723],
      ['2:03:04', 7384],
    ],
  ],
  [
    '1:00-2:30',
    [
      ['1:00', 60],
      ['2:30', 150],
    ],
  ],
  ['75:30', [['75:30', 4530]]],
  [
    '0:00: Start, 1:23:',
    [
      ['0:00', 0],
      ['1:23', 83],
    ],
  ],
  ['第1:23節 と 1:23。', [['1:23', 83]]],
  ['at 9:30am, 1:234, 12:3, 1:60, 1:75:00', []],
  ['2026-11-21T10:00:00, 192.168.1:80, 1:2:3:4, http://localhost:80/1:30', []],
  ['3.1:20, 1:20.5', []],
] as const)('the times in %j are %j', (text, times) => expect(timesIn(text)).toEqual(times));

test('a time after the end is no time of the video', () => {
  expect(timesIn('1:29 and 1:30', 90)).toEqual([['1:29', 89]]);
});

test('all parts together are the text', () => {
  const text = 'From 0:10 to 0:20: knots.';
  expect(
    findTimes(text, 60)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

test.each([
  [25, 25],
  // As browsers say of a film of 25 seconds, and as files say of one of 23.976 pictures a second.
  [24.999_999, 25],
  [24.9999, 25],
  [24.96, 24],
  [0.5, 0],
  [-1, 0],
])('%d s are %d whole seconds', (seconds, whole) => {
  expect(wholeSeconds(seconds)).toBe(whole);
});
