import { describe, expect, test } from 'vitest';
import { findLinks } from './links';

const links = (text: string) =>
  findLinks(text)
    .filter(({ kind }) => kind === 'link')
    .map((part) => part.text);

describe('findLinks', () => {
  test.each([
    ['no link', 'plain words', []],
    [
      'a sentence around it',
      'See https://example.org/a, then http://b.example.',
      ['https://example.org/a', 'http://b.example'],
    ],
    ['brackets around it', '(https://example.org/a)', ['https://example.org/a']],
    ['brackets in it', 'https://en.wikipedia.org/wiki/Log_(record).', ['https://en.wikipedia.org/wiki/Log_(record)']],
    ['a query', 'https://example.org/?q=a&b=c#d', ['https://example.org/?q=a&b=c#d']],
    ['another scheme', 'javascript:alert(1) data:text/html,x', []],
    ['a scheme alone', 'https:// and on', []],
    ['a name and a password', 'http://bank.example:pw@evil.example/ http://bank@evil.example', []],
    ['nothing', '', []],
    [
      'Chinese',
      '参见https://example.com/docs。更多（https://example.com/a）说明',
      ['https://example.com/docs', 'https://example.com/a'],
    ],
    [
      'Japanese',
      '「https://example.com/x」と、https://例え.jp/パス、次。',
      ['https://example.com/x', 'https://例え.jp/パス'],
    ],
    [
      'full-width signs',
      'https://example.com/a？https://example.com/b！《https://example.com/c》',
      ['https://example.com/a', 'https://example.com/b', 'https://example.com/c'],
    ],
    [
      'Arabic',
      'انظر https://example.com/a، ثم https://example.com/b؟',
      ['https://example.com/a', 'https://example.com/b'],
    ],
    ['Hindi', 'देखें https://example.com/a।', ['https://example.com/a']],
    ['a Cyrillic domain', 'на https://пример.рф/путь.', ['https://пример.рф/путь']],
    [
      'typographic quotes',
      '“https://example.com/a” ‘https://example.com/b’ «https://example.com/c»',
      ['https://example.com/a', 'https://example.com/b', 'https://example.com/c'],
    ],
    [
      'signs of mark-up',
      '**https://example.com/a** <https://example.com/b>',
      ['https://example.com/a', 'https://example.com/b'],
    ],
    ['an address without a scheme', 'www.example.com, example.com', []],
    [
      'a port',
      'http://localhost:3000/x HTTPS://EXAMPLE.COM:8443',
      ['http://localhost:3000/x', 'HTTPS://EXAMPLE.COM:8443'],
    ],
    [
      'many addresses in a row',
      'https://a.example/https://b.example/'.repeat(100),
      ['https://a.example/https://b.example/'.repeat(100)],
    ],
    ['many brackets', `https://a.example/(b)${').'.repeat(2_000)}`, ['https://a.example/(b)']],
  ])('%s', (_, text, expected) => expect(links(text)).toEqual(expected));

  test('keeps every letter of the text', () => {
    const text = 'One\nhttps://a.example/x).\nTwo: https://b.example, end';
    expect(
      findLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
