import { expect, test } from 'vitest';
import { chapterAt } from './playing-time';

test('a chapter plays from its start to that of the next', () => {
  const chapters = [5, 30].map((startSeconds) => ({ startSeconds, title: 'Knots' }));
  expect([0, 4.9, 5, 29.9, 30, 9999].map((at) => chapterAt(chapters, at))).toEqual([-1, -1, 0, 0, 1, 1]);
});
