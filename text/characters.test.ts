import { describe, expect, test } from 'vitest';
import { countCharacters, cutText, firstCharacter, mostUnits } from './characters';

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

  test('counts an endless emoji for its length', () => {
    const endless = Array.from({ length: 1_000 }, () => '👩').join('\u200D');
    expect(countCharacters(endless)).toBe(188);
    expect(endless.length).toBeLessThanOrEqual(mostUnits(188));
  });
});

describe('cutText', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['ab cd', 3, 'ab'],
    [`${'x'.repeat(199)}🎬🎬`, 200, `${'x'.repeat(199)}🎬`],
    [`${'x'.repeat(199)}👩🏽\u200D💻!`, 200, `${'x'.repeat(199)}👩🏽\u200D💻`],
    ['👩🏽\u200D💻👩🏽\u200D💻', 1, '👩🏽\u200D💻'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301e\u0301'],
    ['', 5, ''],
  ])('%j to %i characters is %j', (text, most, cut) => expect(cutText(text, most)).toBe(cut));
});

test.each([
  ['Ada', 'A'],
  ['👩🏽\u200D💻 Ada', '👩🏽\u200D💻'],
  ['e\u0301a', 'e\u0301'],
  ['', ''],
])('the first of %j is %j', (text, first) => {
  expect(firstCharacter(text)).toBe(first);
});
