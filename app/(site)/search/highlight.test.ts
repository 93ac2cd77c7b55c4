import { describe, expect, test } from 'vitest';
import { highlight, snippetOf } from './highlight';

const sought = (...forms: string[]) => ({ forms });

describe('what was searched for', () => {
  test.each([
    ['Tune a guitar', ['guitar'], ['Tune a ', 'guitar']],
    ['Guitars and guitar strings', ['guitar', 'string'], ['', 'Guitars', ' and ', 'guitar', ' ', 'strings']],
    ['A guitarist', ['guitar'], ['A ', 'guitarist']],
    ['A guitarrista', ['guitar'], ['A guitarrista']],
    ['Nothing of it', ['guitar'], ['Nothing of it']],
    ['', ['guitar'], ['']],
    ['C++ and C', ['cplusplus'], ['', 'C++', ' and C']],
    ['東京タワー', ['京タ'], ['東', '京タ', 'ワー']],
    ['Häkeln', ['hakeln'], ['', 'Häkeln']],
  ])('in %j for %j is at the odd places of %j', (text, forms, parts) => {
    expect(highlight(text, sought(...forms))).toEqual(parts);
    expect(highlight(text, sought(...forms)).join('')).toBe(text);
  });
});

describe('a snippet', () => {
  const words = (word: string, times: number) => Array.from({ length: times }, () => word).join(' ');

  test('is a short text as it is, on one line', () => {
    expect(snippetOf(' One\n\ntwo  three ', sought('two'))).toBe('One two three');
  });

  test('begins with the text if nothing of it was searched for', () => {
    expect(snippetOf(words('lorem', 100), sought('guitar'))).toMatch(/^lorem.* …$/);
  });

  test('is of whole words around the first one that was searched for', () => {
    const snippet = snippetOf(`${words('lorem', 100)} guitar ${words('ipsum', 100)}`, sought('guitar'));
    expect(snippet).toMatch(/^… (lorem )+guitar( ipsum)+ …$/);
    expect(snippet.length).toBeLessThan(200);
  });
});
