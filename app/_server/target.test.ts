import { expect, test } from 'vitest';
import { readTarget } from './target';

const read = (url: string, ...hosts: string[]) =>
  readTarget({ url, rawHeaders: hosts.flatMap((host) => ['Host', host]) });

test.each([
  ['/watch/x?t=1', '/watch/x?t=1'],
  ['/a%20b/%C3%A4', '/a%20b/%C3%A4'],
  ['/search?q=100%', '/search?q=100%'],
  ['http://site.example/sign-in?next=/', '/sign-in?next=/'],
  ['http://site.example', '/'],
  ['http://site.example?q=1', '/?q=1'],
])('reads %s as the path %s', (url, path) => {
  expect(read(url, 'site.example')).toEqual({ url: path, host: 'site.example' });
});

test('an address in the form for proxies names the host', () => {
  expect(read('http://site.example/', 'other.example')).toEqual({ url: '/', host: 'site.example' });
});

test.each([
  '/%',
  '/%zz',
  '/%ff',
  '/%00',
  '/x?y=%00',
  '/a#b',
  '/%0d%0aset-cookie:x',
  '*',
  'x',
  '',
  'ftp://site.example/',
  'http://[::1',
])('refuses %s', (url) => {
  expect(read(url, 'site.example')).toMatchObject({ status: 400 });
});

test('answers 414 to an address that is too long', () => {
  expect(read(`/${'a'.repeat(8_000)}`)).toMatchObject({ status: 414 });
});

test.each([
  'site.example',
  'site.example:443',
  '127.0.0.1:3000',
  '[::1]:3000',
  'localhost',
  'a_b.example',
  'site.example.',
])('accepts the host %s', (host) => {
  expect(read('/', host)).toMatchObject({ host });
});

test.each(['', 'a b', 'site.example/x', 'user@site.example', '[::1', 'x:123456', 'x:', '<script>'])(
  'refuses the host %j',
  (host) => {
    expect(read('/', host)).toMatchObject({ status: 400 });
  },
);

test('refuses two hosts, even if they are the same', () => {
  expect(read('/', 'site.example', 'site.example')).toMatchObject({ status: 400 });
});
