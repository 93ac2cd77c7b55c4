import { expect, test } from 'vitest';
import { mayWrite } from './origin';

const post = (
  origin: string | undefined,
  host: string | undefined,
  siteUrl = 'https://tutorials.example',
  fetchSite?: string,
) => mayWrite({ method: 'POST', host, origin, fetchSite }, siteUrl);

test('accepts a form of the site behind a proxy that passes any host', () => {
  expect(post('https://tutorials.example', 'tutorials.example')).toBe(true);
  expect(post('https://tutorials.example', '127.0.0.1:3000')).toBe(true);
  expect(post('https://tutorials.example', undefined)).toBe(true);
});

test('accepts a form from the address in the browser, as on the machine itself', () => {
  expect(post('http://127.0.0.1:3000', '127.0.0.1:3000')).toBe(true);
  expect(post('http://localhost:3000', 'LOCALHOST:3000')).toBe(true);
  expect(post('http://192.168.1.5:80', '192.168.1.5')).toBe(true);
});

test.each([
  'https://evil.example',
  'null',
  '',
  'x',
  'http://tutorials.example',
  'https://tutorials.example:444',
  'https://tutorials.example.evil.example',
  'file://tutorials.example',
])('refuses a form of %j', (origin) => {
  expect(post(origin, '127.0.0.1:3000')).toBe(false);
});

test('accepts a write from no page, and a read from any page', () => {
  expect(post(undefined, '127.0.0.1:3000')).toBe(true);
  const foreign = { host: 'x', origin: 'https://evil.example', fetchSite: 'cross-site' };
  expect(mayWrite({ method: 'GET', ...foreign }, 'https://tutorials.example')).toBe(true);
});

test('refuses a write of a page that its browser does not name, and says to be of another site', () => {
  for (const fetchSite of ['cross-site', 'same-site'])
    expect(post(undefined, '127.0.0.1:3000', undefined, fetchSite)).toBe(false);
  for (const fetchSite of ['same-origin', 'none'])
    expect(post(undefined, '127.0.0.1:3000', undefined, fetchSite)).toBe(true);
});
