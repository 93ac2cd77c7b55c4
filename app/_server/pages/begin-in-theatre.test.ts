import { expect, test } from 'vitest';
import { beginInTheatre } from './begin-in-theatre';
import { hashScripts } from './hash-scripts';

const pageOf = (place: string) => ({
  status: 200,
  headers: {},
  body: Buffer.from(`<html><body>${place}<svg></svg></section></body></html>`),
  nonce: 'n',
  topics: new Set<never>(),
  changesAt: Infinity,
});
const player = '<section aria-label="Video: a &gt; b" data-has-theatre="" class="player">';

test('the first thing in the player is a script that the policy of the page allows', () => {
  const page = hashScripts(beginInTheatre(pageOf(player) as never));
  const html = page.body.toString();
  expect(html).toContain(`${player}<script>{`);
  expect(String(page.headers['content-security-policy'])).toMatch(/script-src[^;]*'sha256-/);
});

test.each([
  ['without the mode', pageOf('<section class="player">')],
  ['without scripts', { ...pageOf(player), nonce: undefined }],
])('a page %s is unchanged', (_, page) => {
  expect(beginInTheatre(page as never)).toBe(page);
});
