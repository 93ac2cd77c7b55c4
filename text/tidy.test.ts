import { expect, test } from 'vitest';
import { tidyName, tidyText } from './tidy';

test.each([
  ['direction overrides', 'Ada \u202Egnp.exe', 'Ada gnp.exe'],
  ['direction isolates and marks', '\u2066Ada\u2069\u200E\u200F\u061C', 'Ada'],
  ['zero-width spaces, joiners and word joiners', 'A\u200Bd\u200Ca\u200D\u2060', 'Ada'],
  ['soft hyphens', 'Do\u00ADnau', 'Donau'],
  ['byte order marks', '\uFEFFAda', 'Ada'],
  ['tags', 'Ada\u{E0041}\u{E0064}', 'Ada'],
  ['variation selectors', 'A\uFE0Fd\uFE00a\u{E0100}', 'Ada'],
  ['repeated joiners', '👩\u200D\u200D\u200D💻', '👩💻'],
  ['fillers', 'Ada\u3164\u115F\uFFA0', 'Ada'],
  ['lone surrogates', 'Ad\uD800a\uDC00', 'Ada'],
  ['noncharacters and annotation marks', 'A\uFFFEd\uFFF9a', 'Ada'],
  ['control characters and line breaks', 'Ada\u0000\r\n\tLove\u0085lace\u2028', 'Ada Love lace'],
  ['stacked marks', `Z${'\u0301\u0316'.repeat(40)}algo`, 'Ź\u0316\u0316\u0316\u0316\u0316algo'],
  ['marks without a letter', '\u0301\u0302Ada', 'Ada'],
])('tidyName removes %s', (_, name, kept) => expect(tidyName(name)).toBe(kept));

test.each([
  ['combined emoji', '👩🏽\u200D💻 🏳️\u200D🌈 ❤️\u200D🔥 👨\u200D👩\u200D👧'],
  ['symbols in emoji style, and a keycap', '☎️ ☎︎ 1️⃣ ©️'],
  ['the flag of Scotland', '\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'],
  ['Persian', 'می\u200Cخواهم'],
  ['Hindi', 'क्\u200Dष and क्\u200Cष'],
  ['Malayalam, old style', 'അവന്\u200D'],
  ['Sinhala', 'ශ්\u200Dරී'],
  ['forms of ideographs', '葛\u{E0100}城'],
  ['Vietnamese, Hebrew with points', 'Việt Nam שָׁלוֹם'],
  ['Thai and Tibetan', 'ที่นี่ བོད་'],
])('tidyName keeps %s', (_, name) => expect(tidyName(name)).toBe(name.normalize('NFC')));

test.each([
  '',
  ' \t\n',
  '\u200B\u2060',
  '\u3164\u115F',
  '\u2800\u2800',
  '\u202E\u202C',
  '\uFE0F',
  '\u0301',
  '\u{E0067}\u{E007F}',
  '\uD83D',
])('tidyName returns an empty string for %j, which is invisible', (name) => expect(tidyName(name)).toBe(''));

test('tidyName changes nothing the second time', () => {
  for (const name of ['Ada', '👩🏽\u200D💻 עברית', 'Ź\u0316\u0316\u0316\u0316\u0316'])
    expect(tidyName(tidyName(name))).toBe(tidyName(name));
});

test('tidyText keeps lines, tabs and joiners, and removes invisible characters', () => {
  expect(tidyText(' One\r\n\ttwo\u0000\u202E\rمی\u200Cخواهم\u200B \n')).toBe('One\n\ttwo \nمی\u200Cخواهم');
});
