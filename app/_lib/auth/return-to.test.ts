import { expect, test } from 'vitest';
import { returnTo } from './return-to';

test.each(['/', '/studio/videos/1?tab=a&b=c#end', '/a//b'])('goes back to %j', (next) => {
  expect(returnTo(next)).toBe(next);
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  'studio',
  '',
  undefined,
  ['/studio'],
])('does not leave the site: %j', (next) => {
  expect(returnTo(next, '/')).toBe('/');
});
