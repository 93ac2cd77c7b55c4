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
])('%s is the path %s', (url, path) => {
  expect(read(url, 'site.example')).toEqual({ url: path, host: 'site.example' });
});

test('an address as for a proxy names the host', () => {
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
])('%s is refused', (url) => {
  expect(read(url, 'site.example')).toMatchObject({ status: 400 });
});

test('an address that is too long is refused as such', () => {
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
])('%s is a host', (host) => {
  expect(read('/', host)).toMatchObject({ host });
});

test.each(['', 'a b', 'site.example/x', 'user@site.example', '[::1', 'x:123456', 'x:', '<script>'])(
  '%j is no host',
  (host) => {
    expect(read('/', host)).toMatchObject({ status: 400 });
  },
);

test('two hosts are refused, also the same one twice', () => {
  expect(read('/', 'site.example', 'site.example')).toMatchObject({ status: 400 });
});
