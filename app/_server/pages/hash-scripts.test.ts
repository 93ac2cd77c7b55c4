import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createNonce } from '../security/policy';
import { FinishedPage, type RenderedPage } from './finished-page';
import { hashScripts } from './hash-scripts';

/** Returns a page that was rendered with a nonce. @param extra HTML that somebody has smuggled in. */
function rendered(nonce: string, extra = ''): RenderedPage {
  const own = (text: string) => `<script nonce="${nonce}">${text}</script>`;
  const html = `<!DOCTYPE html><html><head><link rel="stylesheet" href="/a.css" nonce="${nonce}"/><script src="/a.js" async="" nonce="${nonce}"></script></head><body>${extra}${own('(self.__next_f=self.__next_f||[]).push([0])')}${own('self.__next_f.push([1,"0:{\\"nonce\\":\\"' + nonce + '\\"}"])')}${own('self.__next_f.push([1,"1:[]"])')}</body></html>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    nonce,
    body: Buffer.from(html),
    topics: new Set(),
    changesAt: Infinity,
  };
}

const sourcesOf = ({ headers }: RenderedPage) =>
  /script-src ([^;]*)/.exec(String(headers['content-security-policy']))![1]!.split(' ');
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('a kept page allows each of its scripts by its hash, and has no nonce', () => {
  const nonce = createNonce();
  const page = hashScripts(rendered(nonce));
  expect(sourcesOf(page)).toEqual([
    "'self'",
    hashOf('(self.__next_f=self.__next_f||[]).push([0])'),
    // The parts of the payload are one script.
    hashOf('self.__next_f.push([1,"0:{}1:[]"])'),
  ]);
  expect(page.body.toString()).not.toContain(nonce);
  const scripts = [...page.body.toString().matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => hashOf(text!));
  expect(scripts).toEqual(sourcesOf(page).slice(1));
});

test('two renderings of the same page are the same page', () => {
  const pages = [createNonce(), createNonce()].map((nonce) => new FinishedPage(hashScripts(rendered(nonce))));
  expect(pages[0]!.etag).toBe(pages[1]!.etag);
  expect(pages[0]!.rendered).toEqual(pages[1]!.rendered);
});

test.each([
  '<script>alert(1)</script>',
  '<script nonce="">alert(1)</script>',
  '<script nonce="Z3Vlc3NlZCBieSBzb21lb25l">alert(1)</script>',
  '<script data-x="a"nonce="Z3Vlc3NlZCBieSBzb21lb25l">alert(1)</script>',
  '<img src="x" onerror="alert(1)">',
])('what was smuggled into a kept page gets no hash: %s', (extra) => {
  const sources = sourcesOf(hashScripts(rendered(createNonce(), extra)));
  expect(sources).not.toContain(hashOf('alert(1)'));
  expect(sources).toHaveLength(3);
});

test('a page with another policy has another entity tag, because a browser keeps the policy that comes with a 304', () => {
  const page = hashScripts(rendered(createNonce()));
  const other = { ...page, headers: { ...page.headers, 'content-security-policy': "default-src 'none'" } };
  expect(new FinishedPage(other).etag).not.toBe(new FinishedPage(page).etag);
});
