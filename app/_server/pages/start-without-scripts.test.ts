import { expect, test } from 'vitest';
import { FinishedPage } from './finished-page';
import { startWithoutScripts } from './start-without-scripts';

const film = '<source src="/api/media/1/2/master.m3u8" type="application/vnd.apple.mpegurl"/>';
const html = `<picture><source src="/poster.avif"/></picture><noscript><video>${film}</video></noscript>${film}`;
const pageOf = (body: string, status = 200) =>
  new FinishedPage({ status, headers: {}, body: Buffer.from(body), topics: new Set() } as never);
const page = pageOf(html);
const bodyAt = (target: string) => String(startWithoutScripts(page, target).rendered.body);

test.each([
  ['/watch/1/knots?t=90', 90],
  ['/watch/1/knots?series=2&t=1m30s', 90],
  ['/embed/1?autoplay=1&t=5', 5],
  ['/watch/1?loop=83-97.5&t=5', 83],
])('%s begins at %d seconds, only in the player without scripts', (target, seconds) => {
  expect(bodyAt(target)).toBe(
    html.replace(`<noscript><video>${film}`, (part) => part.replace('m3u8', `m3u8#t=${seconds}`)),
  );
});

test.each([
  '/watch/1',
  '/watch/1?t=0',
  '/watch/1?t="><script>',
  '/watch/1?t=1e3',
  '/watch/1?loop=9-1',
  '/videos?t=90',
  '/series/1?t=90',
])('%s has the kept page itself', (target) => {
  expect(startWithoutScripts(page, target)).toBe(page);
});

test('a page for one time is made once, and has its own tag', () => {
  const at90 = startWithoutScripts(page, '/watch/1?t=90');
  expect(startWithoutScripts(page, '/watch/1?t=1m30s')).toBe(at90);
  expect(at90.etag).not.toBe(page.etag);
});

test('a page without a film stays as it is', () => {
  for (const other of [pageOf('<noscript>Nothing</noscript><p>x</p>'), pageOf(html, 404)])
    expect(startWithoutScripts(other, '/watch/1?t=90')).toBe(other);
});
