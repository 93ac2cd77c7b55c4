import { expect, test } from 'vitest';
import { formatLength, formatLessons } from './format';
import { seriesPath } from './paths';

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

test('the address of a series has its title, in any script', () => {
  expect(seriesPath({ seriesId: 'id', title: 'Ten knots' })).toBe('/series/id/ten-knots');
  expect(seriesPath({ seriesId: 'id', title: 'Узлы' })).toBe('/series/id/%D1%83%D0%B7%D0%BB%D1%8B');
  expect(seriesPath({ seriesId: 'id', title: '🪢' })).toBe('/series/id/series');
});
