import { describe, expect, test } from 'vitest';
import { isLanguage, languageName, LANGUAGES } from './languages';

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
