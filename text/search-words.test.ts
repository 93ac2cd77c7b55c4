import { describe, expect, test } from 'vitest';
import { canBeMisspelt, editDistance, searchedWords, spellingsOf, wordsOf } from './search-words';

const searched = (text: string) => searchedWords(text).map(({ word, isPrefix }) => (isPrefix ? `${word}*` : word));

describe('the words of a text', () => {
  test.each([
    ['How to bake BREAD', ['how', 'to', 'bake', 'bread']],
    ['Crème brûlée: l’été', ['creme', 'brulee', 'lete']],
    ['don’t panic', ['dont', 'panic']],
    ['node.js & C++ or C#', ['node', 'js', 'cplusplus', 'or', 'csharp']],
    ['3.5 km', ['3', '5', 'km']],
    ['東京都', ['東京', '京都', '都']],
    ['PostgreSQL入門', ['postgresql', '入門', '門']],
    ['한국어', ['한국', '국어', '어']],
    ['مَرْحَبًا', ['مرحبا']],
    ['🙂 % \u0000 \' " \\ ( ) & | ! : *', []],
    ['x'.repeat(100), []],
    ['', []],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words));

  test('are found with the words of a query', () => {
    expect(searched('東京')).toEqual(['東京']);
    expect(searched('都')).toEqual(['都*']);
    expect(searched('bread Bread brèad')).toEqual(['bread']);
  });

  test('of a long text take no longer than reading it', () => {
    expect(wordsOf('ab '.repeat(100_000))).toHaveLength(100_000);
    expect(wordsOf('猫'.repeat(50_000))).toHaveLength(50_000);
    expect(wordsOf(`${'a'.repeat(100_000)} ${'́'.repeat(100_000)}`)).toEqual([]);
  });
});

test.each([
  ['bread', true],
  ['rye', false],
  ['3dprint', false],
  ['東京東京', false],
  ['кнопка', true],
])('whether %s can be misspelt: %s', (word, expected) => expect(canBeMisspelt(word)).toBe(expected));

test('a misspelt word shares a form with the right one', () => {
  expect(spellingsOf('knot')).toEqual(['knot', 'not', 'kot', 'knt', 'kno']);
  for (const wrong of ['konts', 'knits', 'nots', 'knotss', 'knotes'])
    expect(spellingsOf('knots').some((form) => spellingsOf(wrong).includes(form))).toBe(true);
});

test.each([
  ['knots', 'knots', 0],
  ['knots', 'konts', 1],
  ['knots', 'knot', 1],
  ['knots', 'knits', 1],
  ['knots', 'kitts', 2],
  ['', 'abc', 3],
])('%s and %s are %i apart', (one, other, distance) => expect(editDistance(one, other)).toBe(distance));
