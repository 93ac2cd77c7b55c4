import { beforeEach, expect, test } from 'vitest';
import { Board, nameOf, payloadOf, readPayload, shownIn, type Kind, type View } from './board';
import { oldness, type ReadPage } from './old';

/** Twenty videos of two creators in turn. */
const owners = Array.from({ length: 20 }, (_, video) => video % 2);
const videos = { owners, alwaysNewest: 0 };
let board: Board;
beforeEach(() => {
  board = new Board(owners.length);
});

const change = (view: View, video: number, kind: Kind, number: number) => ({ view, video, kind, number });
const announced = (...args: Parameters<typeof change>) => {
  board.begin(change(...args));
  board.hear(change(...args));
};
const shows = (...videoAndNumber: [video: number, number: number][]) =>
  shownIn(videoAndNumber.map((pair) => `<a>${nameOf(...pair)}</a>`).join(''));
const check = (page: ReadPage, shown: ReturnType<typeof shows>) =>
  oldness(page, shown, board.heard(page.view), board.begun(page.view), videos);
const home: ReadPage = { view: 'home' };
const watch: ReadPage = { view: 'watch', video: 4 };

test('a page is old if any name on it is older than the announced one', () => {
  announced('home', 3, 'named', 7);
  expect(check(home, shows([3, 7], [5, 0]))).toBeNull();
  expect(check(home, shows([3, 8]))).toBeNull();
  expect(check(home, shows([3, 7], [3, 6]))).toBe('video 3 has the name of change 6 instead of 7');
  expect(check(watch, shows([4, 0], [3, 0]))).toBeNull();
});

test('what was heard after the request was sent does not count', () => {
  const heard = board.heard('home');
  announced('home', 3, 'named', 7);
  expect(oldness(home, shows([3, 0]), heard, board.begun('home'), videos)).toBeNull();
});

test('an older announcement that arrives later changes nothing', () => {
  announced('home', 3, 'published', 9);
  board.hear(change('home', 3, 'withdrawn', 8));
  expect(check(home, shows([3, 0]))).toBeNull();
});

test('a withdrawn video is old, unless its next publication has begun', () => {
  announced('home', 3, 'withdrawn', 7);
  expect(check(home, shows([3, 0]))).toBe('video 3 was withdrawn by change 7');
  expect(check(home, shows([5, 0]))).toBeNull();
  board.begin(change('home', 3, 'published', 9));
  expect(check(home, shows([3, 0]))).toBeNull();
});

test('a watch page must show its video, unless its withdrawal has begun', () => {
  expect(check(watch, shows())).toBe('video 4 is published, and is missing');
  board.begin(change('watch', 4, 'withdrawn', 9));
  expect(check(watch, shows())).toBeNull();
});

test('a list must have the newest publication, unless enough newer ones or a withdrawal have begun', () => {
  announced('home', 3, 'published', 7);
  announced('home', 5, 'published', 6);
  expect(check(home, shows([3, 0]))).toBeNull();
  expect(check(home, shows([5, 0]))).toBe('video 3 was published by change 7, and is missing');
  for (let video = 6; video < 18; video += 1) board.begin(change('home', video, 'published', 10 + video));
  expect(check(home, shows([5, 0]))).toBeNull();
});

test('each list of a watch page must have the newest publication of its creators', () => {
  announced('watch', 3, 'published', 7);
  announced('watch', 6, 'published', 8);
  expect(check(watch, shows([4, 0], [3, 0], [6, 0]))).toBeNull();
  expect(check(watch, shows([4, 0], [6, 0]))).toBe('video 3 was published by change 7, and is missing');
  expect(check(watch, shows([4, 0], [3, 0]))).toBe('video 6 was published by change 8, and is missing');
  board.begin(change('watch', 6, 'withdrawn', 9));
  expect(check(watch, shows([4, 0], [3, 0]))).toBeNull();
});

test('a payload carries a change', () => {
  const withdrawn = change('watch', 12, 'withdrawn', 345);
  expect(readPayload(payloadOf(withdrawn))).toEqual(withdrawn);
});
