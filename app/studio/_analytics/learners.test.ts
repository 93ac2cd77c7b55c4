import { expect, test } from 'vitest';
import { largestLoss, shareAtEnd } from './learners';

const lessons = (...views: number[]) => views.map((count, index) => ({ title: `Lesson ${index + 1}`, views: count }));
const about = (share: number): number => expect.closeTo(share, 5) as number;

test.each([
  ['the largest part from one lesson to the next', [100, 90, 45, 30], { after: 1, share: about(0.5) }],
  ['all of them', [20, 0], { after: 0, share: 1 }],
  ['the first of two equal parts', [100, 50, 25], { after: 0, share: 0.5 }],
  ['nobody if each lesson has about as many', [100, 95, 120, 110], null],
  ['nobody that can be told of few views', [9, 0, 0], null],
  ['nobody of one lesson', [100], null],
  ['nobody of none', [], null],
])('a series loses %s', (_, views, loss) => expect(largestLoss(lessons(...views))).toEqual(loss));

test.each([
  [[100, 80, 30], 0.3],
  [[10, 30], 1],
  [[9, 9], null],
  [[100], null],
  [[], null],
])('of lessons with %j views, this share reaches the last: %s', (views, share) =>
  expect(shareAtEnd(lessons(...views))).toBe(share),
);
