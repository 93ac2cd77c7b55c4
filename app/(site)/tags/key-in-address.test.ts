import { expect, test } from 'vitest';
import { tagPath } from '@/text/paths';
import { keyInAddress } from './key-in-address';

test.each([
  ['Rope Work', '/tags/rope%20work', 'rope work'],
  ['C++', '/tags/c%2B%2B', 'c++'],
  ['и/или', '/tags/%D0%B8%2F%D0%B8%D0%BB%D0%B8', 'и/или'],
  ['100%', '/tags/100%25', '100%'],
])('the tag %s has the address %s', (tag, path, key) => {
  expect(tagPath(tag)).toBe(path);
  expect(keyInAddress(path.slice('/tags/'.length))).toBe(key);
});

test.each(['%', '%00', '', 'x'.repeat(41)])('no tag has the address %j', (part) => {
  expect(keyInAddress(part)).toBeNull();
});

test('an address in capitals names the same tag', () => expect(keyInAddress('ROPE%20WORK')).toBe('rope work'));
