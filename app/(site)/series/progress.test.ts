import { expect, test } from 'vitest';
import { progressOf } from './progress';

const lessons = ['a', 'b', 'c', 'd'];

test.each([
  ['', { done: 0, next: 0, state: 'new' }],
  ['x', { done: 0, next: 0, state: 'new' }],
  ['a', { done: 1, next: 1, state: 'begun' }],
  ['ab', { done: 2, next: 2, state: 'begun' }],
  // Somebody who jumped to a lesson continues behind it.
  ['c', { done: 1, next: 3, state: 'begun' }],
  ['ad', { done: 2, next: 1, state: 'begun' }],
  ['abcd', { done: 4, next: 0, state: 'done' }],
] as const)('after watching “%s”', (watched, progress) => {
  expect(progressOf(lessons, new Set(watched))).toEqual(progress);
});
