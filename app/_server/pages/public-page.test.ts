import { describe, expect, test } from 'vitest';
import { publicPageOf } from './public-page';

const watch = '/watch/7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e01';
const embed = watch.replace('watch', 'embed');
const series = '/series/7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e02';
const cursor = 'after=1772366700123-10000000-0000-4000-8000-000000000001';
const page = (target: string, headers = {}, method = 'GET') => publicPageOf(method, target, headers);

describe('visitors share', () => {
  test.each([
    ['/', '/'],
    ['/?utm_source=letter', '/'],
    ['/videos?sort=views&period=week&x=<script>', '/videos?sort=views&period=week'],
    ['/videos?period=week&category=&language=xx', '/videos'],
    ['/videos?length=long&sort=views', '/videos?sort=views&length=long'],
    [`/videos?${cursor}&after=1`, '/videos'],
    ['/categories/cooking?sort=newest', '/categories/cooking'],
    ['/categories?sort=views', '/categories'],
    ['/privacy?x=1', '/privacy'],
    ['/tags?sort=views', '/tags'],
    ['/tags/rope%20work?sort=views', '/tags/rope%20work?sort=views'],
    [`/creators?${cursor}&x=1`, `/creators?${cursor}`],
    [`/series?${cursor}`, `/series?${cursor}`],
    ['/?_rsc=1a2b', '/'],
    [watch, watch],
    [`${watch}?t=90`, watch],
    [`${watch}?series=${series.slice(8)}&x=1`, `${watch}?series=${series.slice(8)}`],
    [`${watch}?series=nonsense`, watch],
    [`${embed}?t=90&autoplay=true&loop=1-2`, embed],
    [`${embed}?t=90&autoplay=1&x=1`, `${embed}?autoplay=1`],
    [`${watch}/ten-knots?t=90`, `${watch}/ten-knots`],
    [series, series],
    [`${series}/knots?x=1`, `${series}/knots`],
    [`${series}/%D1%83%D0%B7%D0%BB%D1%8B`, `${series}/%D1%83%D0%B7%D0%BB%D1%8B`],
  ])('%s as %s', (target, url) => {
    expect(page(target)).toMatchObject({ url });
    expect(page(target)!.key).toBe(page(url)!.key);
  });

  test.each([
    ['another page', '/studio'],
    ['an address in another form', `${watch}/`],
    ['no video', '/watch/abc'],
    ['more than the title of a series', `${series}/knots/more`],
    ['more than the name of a video', `${watch}/knots/more`],
    ['capital letters', watch.toUpperCase()],
    ['a part of a path', `/x${watch}`],
    ['an encoded slash', '/%2f'],
  ])('not %s', (_, target) => expect(page(target)).toBeNull());

  test('no form', () => {
    expect(page('/', {}, 'POST')).toBeNull();
    expect(page('/', {}, 'HEAD')).toEqual(page('/'));
  });
});

test('of the headers only the theme and those of the router reach the rendering', () => {
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'accept-language': 'de',
    range: 'bytes=0-1',
    'content-security-policy': "script-src 'nonce-x'",
    cookie: 'theme=dark; other=1',
    rsc: '1',
    'next-url': '/',
  };
  expect(page('/', headers)!.headers).toEqual({ cookie: 'theme=dark', rsc: '1', 'next-url': '/' });
});

test.each([
  ['theme=dark', 'theme=dark'],
  ['a=b;theme=light', 'theme=light'],
  ['theme=system', undefined],
  ['theme=<script>', undefined],
  ['xtheme=dark', undefined],
])('the cookies %j give %s', (cookie, theme) => {
  expect(page('/', { cookie })!.headers.cookie).toBe(theme);
});

test('the home page has a place for what this browser has begun, and its scripts at once', () => {
  const begun = page('/', { cookie: 'begun=1; other=2; theme=dark' })!;
  expect([begun.headers.cookie, begun.whenTouched]).toEqual(['theme=dark; begun=1', false]);
  expect(page('/', { cookie: 'begun=2' })!.headers.cookie).toBeUndefined();
  expect(page('/videos', { cookie: 'begun=1' })).toEqual(page('/videos'));
});

test('an embedded player has its scripts when it is touched, or at once if it is to play by itself', () => {
  expect([page(embed)!.whenTouched, page(`${embed}?autoplay=1`)!.whenTouched]).toEqual([true, false]);
});

test('the hash that the router sends with its headers is kept with them, and only with them', () => {
  expect(page('/?x=1&_rsc=abc', { rsc: '1' })!.url).toBe('/?_rsc=abc');
  expect(page('/videos?sort=views&_rsc=abc', { rsc: '1' })!.url).toBe('/videos?sort=views&_rsc=abc');
  expect(page('/?_rsc=abc')!.url).toBe('/');
});

test('different forms of a page have different keys', () => {
  const forms = [{}, { cookie: 'theme=dark' }, { rsc: '1' }, { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' }];
  expect(new Set(forms.map((headers) => page('/', headers)!.key)).size).toBe(forms.length);
});

test('a header that no router sends is not kept', () => {
  expect(page('/', { rsc: '1', 'next-router-state-tree': 'x'.repeat(5_000) })).toBeNull();
});
