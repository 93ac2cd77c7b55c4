import { describe, expect, test } from 'vitest';
import { chaptersInDescription, readChapterLine, readChapterLines, writeChapterLines } from './chapter-lines';
import { chaptersWithin, wrongChapters } from './chapters';

const chapter = (startSeconds: number, title: string) => ({ startSeconds, title });
const knots = [chapter(0, 'Start'), chapter(30, 'Bowline'), chapter(3725, 'Sheet bend')];

describe('a line', () => {
  test.each([
    ['0:00 Start', 0, 'Start'],
    ['  - 01:02:05 – Sheet bend', 3725, 'Sheet bend'],
    ['2. (1:23) Bowline', 83, 'Bowline'],
    ['[1:23]: Bowline', 83, 'Bowline'],
    ['**1:23** | Bowline', 83, 'Bowline'],
    ['1:23 - 2:00 Bowline', 83, 'Bowline'],
    ['0:00–1:30: Start', 0, 'Start'],
    ['75:30', 4530, ''],
    ['0:00: Start', 0, 'Start'],
    ['1:23 3:4 and other ratios', 83, '3:4 and other ratios'],
    ['1:23結び方', null, null],
    ['Bowline 1:23', null, null],
    ['9:30am on Monday', null, null],
    ['1:75 Bowline', null, null],
    ['', null, null],
  ])('%j is a chapter at %s: %s', (line, startSeconds, title) => {
    expect(readChapterLine(line)).toEqual(startSeconds === null ? null : { startSeconds, title });
  });

  test('of a form is read as it was written', () => {
    const text = writeChapterLines(knots);
    expect(text).toBe('0:00 Start\n0:30 Bowline\n1:02:05 Sheet bend');
    expect(readChapterLines(text).map((each) => each.chapter)).toEqual(knots);
  });

  test('of a form without a time is known by its number, and empty ones are none', () => {
    expect(readChapterLines('0:00 Start\r\n\r\nBowline\n')).toEqual([
      { line: 1, chapter: chapter(0, 'Start') },
      { line: 3, chapter: null },
    ]);
  });
});

describe('the chapters of a video', () => {
  test('begin one after the other and before the end, each with a title', () => {
    expect(wrongChapters(knots, 4000)).toEqual([]);
    expect(wrongChapters(knots, null)).toEqual([]);
    const wrong = [chapter(9, 'a'), chapter(9, 'b'), chapter(10, ''), chapter(11, 'x'.repeat(101)), chapter(60, 'c')];
    expect(wrongChapters(wrong, 60)).toEqual([
      { index: 1, reason: 'not-ascending' },
      { index: 2, reason: 'empty' },
      { index: 3, reason: 'too-long' },
      { index: 4, reason: 'after-end' },
    ]);
  });
  test('that begin after the end of another file are left out', () => {
    expect(chaptersWithin(knots, 31)).toEqual(knots.slice(0, 2));
    expect(chaptersWithin(knots, 30)).toEqual(knots.slice(0, 1));
  });
});

describe('the times in a description', () => {
  const described = (lines: string, length: number | null = 600) => chaptersInDescription(lines, length);

  test('are chapters if there are three, the first at 0:00, each ten seconds long', () => {
    const text =
      'All about knots. See 5:00!\n\n0:00 Start\n* 0:10 **Bowline** for [boats](https://a.example)\n0:20 `tie()`';
    const chapters = [chapter(0, 'Start'), chapter(10, 'Bowline for boats'), chapter(20, 'tie()')];
    expect(described(text)).toEqual({ chapters });
    expect(described(text, 30)).toEqual({ chapters });
    expect(described(text, null)).toEqual({ chapters });
  });
  test('make chapters with shortened titles', () => {
    const found = described(`0:00 ${'x'.repeat(120)}\n0:30 b\n1:00 c`);
    expect('chapters' in found && found.chapters[0]?.title).toBe('x'.repeat(100));
  });
  test.each([
    ['Knots at 0:00.', 'no-times', null],
    ['0:00 a\n0:30 b', 'too-few', null],
    [Array.from({ length: 101 }, (_, index) => `${index}:00 a`).join('\n'), 'too-many', null],
    ['0:05 a\n0:30 b\n1:00 c', 'not-at-start', chapter(5, 'a')],
    ['0:00 a\n1:00 b\n0:30 c', 'not-ascending', chapter(30, 'c')],
    ['0:00 a\n1:00 b\n1:00 c', 'not-ascending', chapter(60, 'c')],
    ['0:00 a\n0:09 b\n1:00 c', 'too-short', chapter(0, 'a')],
    ['0:00 a\n0:30 b\n9:51 c', 'too-short', chapter(591, 'c')],
    ['0:00 a\n0:30 b\n10:00 c', 'after-end', chapter(600, 'c')],
    ['0:00 a\n0:30\n1:00 c', 'no-title', chapter(30, '')],
  ])('of %j are no chapters: %s', (text, reason, wrong) => {
    expect(described(text)).toEqual({ reason, wrong });
  });
});
