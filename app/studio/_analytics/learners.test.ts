import { expect, test } from 'vitest';
import { largestLoss, shareAtEnd } from './learners';

const steps = (...views: number[]) => views.slice(1).map((after, index) => ({ before: views[index]!, after }));
const about = (share: number): number => expect.closeTo(share, 5) as number;

test.each([
  ['the largest part from one lesson to the next', [100, 90, 45, 30], { at: 1, share: about(0.5) }],
  ['all of them', [20, 0], { at: 0, share: 1 }],
  ['the first of two equal parts', [100, 50, 25], { at: 0, share: 0.5 }],
  ['nobody if each lesson has about as many', [100, 95, 120, 110], null],
  ['nobody that can be told of few views', [9, 0, 0], null],
  ['nobody of one lesson', [100], null],
])('a series loses %s', (_, views, loss) => expect(largestLoss(steps(...views))).toEqual(loss));

test.each([
  [{ before: 100, after: 30 }, 0.3],
  [{ before: 10, after: 30 }, 1],
  [{ before: 9, after: 9 }, null],
  [undefined, null],
])('of %j, this share reaches the last lesson: %s', (whole, share) => expect(shareAtEnd(whole)).toBe(share));
