import { expect, test } from 'vitest';
import { formatLength, formatLessons } from './format';

test.each([
  [0, '1 min'],
  [40, '1 min'],
  [2_700, '45 min'],
  [3_590, '1 h'],
  [8_100, '2 h 15 min'],
])('%d s are %s', (seconds, words) => expect(formatLength(seconds)).toBe(words));

test('lessons are counted in words', () => {
  expect([formatLessons(0), formatLessons(1), formatLessons(1_200)]).toEqual([
    '0 lessons',
    '1 lesson',
    '1,200 lessons',
  ]);
});
