import { expect, test } from 'vitest';
import { progressOf, progressWords } from './progress';

const lessons = ['a', 'b', 'c', 'd'];

test.each([
  ['', { watched: 0, next: 0, state: 'new' }],
  ['x', { watched: 0, next: 0, state: 'new' }],
  ['a', { watched: 1, next: 1, state: 'begun' }],
  ['ab', { watched: 2, next: 2, state: 'begun' }],
  // Somebody who jumped to a lesson continues behind it.
  ['c', { watched: 1, next: 3, state: 'begun' }],
  ['ad', { watched: 2, next: 1, state: 'begun' }],
  ['abcd', { watched: 4, next: 0, state: 'watched' }],
] as const)('after watching “%s”', (watched, progress) => {
  expect(progressOf(lessons, new Set(watched))).toEqual(progress);
});

test('says how many lessons are done', () => {
  expect([progressWords(1, 1), progressWords(3, 12)]).toEqual(['All lessons done', '3 of 12 lessons done']);
});
