import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { viewingContext } from '@/workers/view-counting/contract';
import { contextOf, saidSource } from './context';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PIXEL =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0';
const WEBOS =
  'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 Safari/537.36 WebAppManager';

/** Returns the context of what a player says, which need not be of the right form. */
function context(said: object, headers: Record<string, string> = {}) {
  const found = contextOf(z.object(saidSource).parse(said), headers);
  expect(viewingContext.parse(found)).toEqual(found);
  return found;
}
const agent = (userAgent: string) => context({}, { 'user-agent': userAgent });

test('a viewing tells where its viewer came from, and what they watch with', () => {
  const headers = { 'user-agent': FIREFOX, 'accept-language': 'de-CH,de;q=0.9,en;q=0.8' };
  expect(context({ source: 'search', sourceDetail: ' Tie  a BOWLINE ' }, headers)).toEqual({
    source: 'search',
    sourceDetail: 'tie a bowline',
    device: 'computer',
    browser: 'Firefox',
    language: 'de',
  });
});

test.each([
  ['nothing', {}],
  ['a source that is none', { source: 'telepathy', sourceDetail: 'x' }],
  ['values of other types', { source: 5, sourceDetail: [], globalPrivacyControl: 'yes' }],
  ['a prototype', { source: '__proto__' }],
])('of %s, the source is direct', (_, said) => {
  expect(context(said)).toEqual({
    source: 'direct',
    sourceDetail: '',
    device: 'other',
    browser: 'other',
    language: 'und',
  });
});

test('a viewing tells its country, its series, and whether the viewer is new, if the site and the player know', () => {
  const said = z.object(saidSource).parse({ source: 'series', audience: 'returning' });
  const known = { country: 'CH', seriesId: '40000000-0000-4000-8000-000000000001' };
  expect(contextOf(said, {}, known)).toMatchObject({ ...known, audience: 'returning' });
  expect(context({ audience: 'constructor' })).not.toHaveProperty('audience', expect.anything());
  const { country, audience, seriesId } = contextOf(said, { 'sec-gpc': '1' }, known);
  expect([country, audience, seriesId]).toEqual([undefined, undefined, known.seriesId]);
});

describe('the detail', () => {
  const detail = (source: string, sourceDetail: string) => context({ source, sourceDetail }).sourceDetail;

  test('of a long search is cut, and no character is split', () => {
    expect(detail('search', 'x'.repeat(500))).toBe('x'.repeat(100));
    const family = '👨‍👩‍👧‍👦';
    expect(detail('search', family.repeat(40))).toBe(family.repeat(9));
  });

  test('of a search has nothing that cannot be stored', () => {
    expect(detail('search', 'a\u0000b\ud800c\u202e')).toBe('a bc');
  });

  test('of another site is a host', () => {
    expect(detail('external', 'Forum.Example')).toBe('forum.example');
    expect(detail('embed', 'xn--bcher-kva.example')).toBe('xn--bcher-kva.example');
    for (const wrong of ['<script>', 'a b', 'https://forum.example/x', '-', 'x'.repeat(101)])
      expect(detail('external', wrong)).toBe('');
  });

  test('of other sources is empty', () => expect(detail('home', 'words')).toBe(''));
});

test.each([
  [FIREFOX, 'computer', 'Firefox'],
  [EDGE, 'computer', 'Microsoft Edge'],
  [PIXEL, 'phone', 'Chrome'],
  [IPHONE, 'phone', 'Safari'],
  [IPAD, 'tablet', 'Safari'],
  [WEBOS, 'tv', expect.any(String)],
  ['', 'other', 'other'],
  ['Ada Lovelace/1.0 ', 'other', 'other'],
  ['x'.repeat(10_000), 'other', 'other'],
])('%.70s is a %s with %s', (userAgent, device, browser) => {
  expect(agent(userAgent)).toMatchObject({ device, browser });
});

test.each([
  ['en', 'en'],
  ['EN-us', 'en'],
  ['fr;q=0.5, gsw;q=0.9', 'gsw'],
  ['de;q=0, fr', 'fr'],
  ['*', 'und'],
  ['', 'und'],
  ['zz-<script>', 'zz'],
  ['english', 'und'],
  [',;q=,,', 'und'],
])('of the languages %j the best is %s', (header, language) => {
  expect(context({}, { 'accept-language': header }).language).toBe(language);
});

test.each([
  ['the header', {}, { 'sec-gpc': '1' }],
  ['the player', { globalPrivacyControl: true }, {}],
])('Global Privacy Control in what %s says leaves source and device', (_, said, headers) => {
  const all = { 'user-agent': PIXEL, 'accept-language': 'de', ...headers };
  expect(context({ source: 'search', sourceDetail: 'private words', ...said }, all)).toEqual({
    source: 'search',
    sourceDetail: '',
    device: 'phone',
    browser: 'other',
    language: 'und',
  });
});
