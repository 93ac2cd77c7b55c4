import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCharacters, firstCharacter, maxUnits, truncate } from './characters';

describe('countCharacters', () => {
  test.each([
    ['abc', 3],
    ['', 0],
    ['🎬', 1],
    ['👨🏻\u200D❤️\u200D💋\u200D👨🏻', 1],
    ['e\u0301', 1],
    ['ที่', 1],
    ['한국어', 3],
    ['🇩🇪🇫🇷', 2],
  ])('%j has %i', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });

  test('counts an oversized emoji as several characters', () => {
    const oversized = Array.from({ length: 1_000 }, () => '👩').join('\u200D');
    expect(countCharacters(oversized)).toBe(188);
    expect(oversized.length).toBeLessThanOrEqual(maxUnits(188));
  });

  test('counts a long text like its parts, even if a character crosses the border of two parts', () => {
    for (let before = 980; before <= 1_000; before += 1) {
      expect(countCharacters(`${'x'.repeat(before)}\ud83c\u{E0100}`)).toBe(before + 1);
    }
  });

  test('counts any long text like its parts', () => {
    const piece = fc.constantFrom(
      'x',
      '🎬',
      '👩🏽\u200D💻',
      'e\u0301',
      '🇩🇪',
      '\u0301',
      '\u{E0100}',
      '\u200D',
      '\r\n',
      '\ud83c',
      '한',
    );
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.integer({ min: 985, max: 1_005 }), fc.array(piece, { maxLength: 60 }), (before, pieces) => {
        const text = 'x'.repeat(before) + pieces.join('');
        const whole = [...segmenter.segment(text)].reduce(
          (sum, { segment }) => sum + Math.ceil(segment.length / 16),
          0,
        );
        expect(countCharacters(text)).toBe(whole);
      }),
    );
  });

  test('counts a million units in seconds (the segmenter alone takes hours)', () => {
    expect(countCharacters('x'.repeat(1_000_000))).toBe(1_000_000);
  });
});

describe('truncate', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['ab cd', 3, 'ab'],
    [`${'x'.repeat(199)}🎬🎬`, 200, `${'x'.repeat(199)}🎬`],
    [`${'x'.repeat(199)}👩🏽\u200D💻!`, 200, `${'x'.repeat(199)}👩🏽\u200D💻`],
    ['👩🏽\u200D💻👩🏽\u200D💻', 1, '👩🏽\u200D💻'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301e\u0301'],
    ['', 5, ''],
  ])('%j to %i characters is %j', (text, max, truncated) => expect(truncate(text, max)).toBe(truncated));
});

test.each([
  ['Ada', 'A'],
  ['👩🏽\u200D💻 Ada', '👩🏽\u200D💻'],
  ['e\u0301a', 'e\u0301'],
  ['', ''],
])('the first character of %j is %j', (text, first) => {
  expect(firstCharacter(text)).toBe(first);
});
