import { describe, expect, test } from 'vitest';
import { isLanguage, languageName, languageOf, LANGUAGES } from './languages';

describe('the languages of tutorials', () => {
  test.each(LANGUAGES)('%s is a canonical tag with a name', (tag) => {
    expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
    expect(languageName(tag)).not.toBe(tag);
  });

  test('are listed once each', () => expect(new Set(LANGUAGES).size).toBe(LANGUAGES.length));

  test.each(['', 'xx', 'DE', 'en-Klingon', 'constructor'])('%j is not in the list', (tag) =>
    expect(isLanguage(tag)).toBe(false),
  );
});

test.each([
  ['eng', 'en'],
  ['ger', 'de'],
  ['deu', 'de'],
  ['pt-BR', 'pt-BR'],
  ['de-AT', 'de'],
  ['chi', 'zh-Hans'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-TW', 'zh-Hant'],
  ['nor', 'nb'],
  ['und', null],
  ['not a tag', null],
  ['', null],
])('the language of the tag %j is %j', (tag, language) => expect(languageOf(tag)).toBe(language));
