import { describe, expect, test } from 'vitest';
import { findLinks } from './links';

const links = (text: string) => findLinks(text).filter(({ kind }) => kind === 'link').map((stretch) => stretch.text);

describe('findLinks', () => {
  test.each([
    ['no link', 'plain words', []],
    ['a sentence around it', 'See https://example.org/a, then http://b.example.', ['https://example.org/a', 'http://b.example']],
    ['brackets around it', '(https://example.org/a)', ['https://example.org/a']],
    ['brackets in it', 'https://en.wikipedia.org/wiki/Log_(record).', ['https://en.wikipedia.org/wiki/Log_(record)']],
    ['a query', 'https://example.org/?q=a&b=c#d', ['https://example.org/?q=a&b=c#d']],
    ['another scheme', 'javascript:alert(1) data:text/html,x', []],
    ['a scheme alone', 'https:// and on', []],
    ['nothing', '', []],
    ['many brackets', `https://a.example/(b)${').'.repeat(2_000)}`, ['https://a.example/(b)']],
  ])('%s', (_, text, expected) => expect(links(text)).toEqual(expected));

  test('loses no letter', () => {
    const text = 'One\nhttps://a.example/x).\nTwo: https://b.example, end';
    expect(findLinks(text).map((stretch) => stretch.text).join('')).toBe(text);
  });
});
