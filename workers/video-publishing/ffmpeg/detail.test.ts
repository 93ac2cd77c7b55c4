import { expect, test } from 'vitest';
import { momentOfMost } from './detail';

test('the picture with the most detail is sought half a picture before it is shown', () => {
  expect(momentOfMost(Uint8Array.of(0, 0, 9, 9, 3), 25)).toBe(1.5 / 25);
  expect(momentOfMost(Uint8Array.of(5, 5, 2), 25)).toBe(null);
  expect(momentOfMost(Uint8Array.of(0), 25)).toBe(null);
  expect(momentOfMost(new Uint8Array(), 25)).toBe(null);
});
