import { expect, test } from 'vitest';
import { timeOfMostDetail } from './detail';

test('timeOfMostDetail is half a picture before the picture with the most detail', () => {
  expect(timeOfMostDetail(Uint8Array.of(0, 0, 9, 9, 3), 25)).toBe(1.5 / 25);
  expect(timeOfMostDetail(Uint8Array.of(5, 5, 2), 25)).toBe(null);
  expect(timeOfMostDetail(Uint8Array.of(0), 25)).toBe(null);
  expect(timeOfMostDetail(new Uint8Array(), 25)).toBe(null);
});
