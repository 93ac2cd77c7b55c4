import { describe, expect, test } from 'vitest';
import { chaptersOf } from './chapters';

const film = { start: 0, durationSeconds: 60 };
const chapters = (marks: readonly (readonly [start: number, title: string])[], length = film) =>
  chaptersOf(
    marks.map(([start, title]) => ({ start, title })),
    length,
  ).map(({ startSeconds, title }) => [startSeconds, title]);

describe('the chapters of a file', () => {
  test('begin at whole seconds of the film, in order', () => {
    const marks = [
      [31.6, 'Bends'],
      [1.5, 'Start'],
    ] as const;
    expect(chapters(marks, { start: 1.5, durationSeconds: 60 })).toEqual([
      [0, 'Start'],
      [30, 'Bends'],
    ]);
  });
  test('have tidy titles of limited length, or their number', () => {
    expect(
      chapters([
        [0, ' A\u0000\n title '],
        [10, ''],
        [20, 'x'.repeat(200)],
      ]),
    ).toEqual([
      [0, 'A title'],
      [10, 'Chapter 2'],
      [20, 'x'.repeat(100)],
    ]);
  });
  test('are within the film, and one in a second', () => {
    expect(
      chapters([
        [0, 'a'],
        [0.4, 'b'],
        [10, 'c'],
        [60, 'd'],
        [Number.NaN, 'e'],
      ]),
    ).toEqual([
      [0, 'a'],
      [10, 'c'],
    ]);
  });
  test('are none if there is only one, and a hundred at most', () => {
    expect(chapters([[0, 'Chapter 1']])).toEqual([]);
    const many = Array.from({ length: 150 }, (_, index) => [index, 'a'] as const);
    expect(chapters(many, { start: 0, durationSeconds: 600 })).toHaveLength(100);
  });
});
