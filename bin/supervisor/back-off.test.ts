import { expect, test } from 'vitest';
import { BackOff } from './back-off';

test('doubles the delay after each death, up to three seconds', () => {
  const backOff = new BackOff();
  const waits = Array.from({ length: 8 }, () => backOff.after(100));
  expect(waits).toEqual([500, 1000, 2000, 3000, 3000, 3000, 3000, 3000]);
});

test('resets the delay after a minute of health', () => {
  const backOff = new BackOff();
  backOff.after(0);
  backOff.after(59_999);
  expect(backOff.after(60_000)).toBe(500);
  expect(backOff.after(10)).toBe(1000);
});
