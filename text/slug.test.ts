import { expect, test } from 'vitest';
import { slugOf } from './slug';

test.each([
  ['Knots that hold', 'knots-that-hold'],
  ['  Häkeln: für Anfänger! ', 'hakeln-fur-anfanger'],
  ['C++ & Rust — what’s new in 2026?', 'c-rust-what-s-new-in-2026'],
  ['Узлы для начинающих', 'узлы-для-начинающих'],
  ['結び方', '結び方'],
  ['🪢', ''],
])('%s becomes %s', (title, slug) => expect(slugOf(title)).toBe(slug));

test('ends at a word, and is no longer than sixty units', () => {
  expect(slugOf('one hundred and twenty characters of words that go on and on for ever')).toBe(
    'one-hundred-and-twenty-characters-of-words-that-go-on-and-on',
  );
  expect(slugOf('a'.repeat(200))).toHaveLength(60);
});

test('a slug is its own slug', () => {
  for (const title of ['Häkeln: für Anfänger', 'Узлы', 'हिन्दी में']) expect(slugOf(slugOf(title))).toBe(slugOf(title));
});
