import { expect, test } from 'vitest';
import { chapterAt, followPlayer, playerTime } from './player-time';

test('a chapter plays from its start to that of the next', () => {
  const chapters = [5, 30].map((startSeconds) => ({ startSeconds, title: 'Knots' }));
  expect([0, 4.9, 5, 29.9, 30, 9999].map((at) => chapterAt(chapters, at))).toEqual([-1, -1, 0, 0, 1, 1]);
});

test('the newest player is that of the page, until it is gone', () => {
  const [one, two] = [10, 20].map((currentTime) =>
    Object.assign(new EventTarget(), { currentTime } as HTMLMediaElement),
  ) as [HTMLMediaElement, HTMLMediaElement];
  const stopOne = followPlayer(one);
  const stopTwo = followPlayer(two);
  stopOne();
  expect(playerTime()).toBe(20);
  stopTwo();
  expect(playerTime()).toBe(0);
});
