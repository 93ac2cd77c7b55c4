import { expect, test } from 'vitest';
import { levelFor, madeUp, readLoudness } from './loudness';

const summary = (integrated: string, peak: string) =>
  `[Parsed_ebur128_3 @ 0x1] Summary:\n\n  Integrated loudness:\n    I:         ${integrated} LUFS\n    Threshold: -42.9 LUFS\n\n  True peak:\n    Peak:      ${peak} dBFS\n`;

test('reads the last summary, and finds none in silence or in what is too short', () => {
  expect(readLoudness(summary('-32.0', '-17.9'))).toEqual({ integrated: -32, peak: -17.9 });
  expect(readLoudness(summary('-5.0', '0.1') + summary('-32.0', '-17.9'))?.peak).toBe(-17.9);
  expect(readLoudness(summary('-70.0', '-inf'))).toBe(null);
  expect(readLoudness('Invalid data')).toBe(null);
});
test('silence stays as it is', () => {
  expect(levelFor(null)).toEqual({ gain: 0, isLimited: false });
});
test('peaks are held down only where they would be too high', () => {
  expect(levelFor({ integrated: -36, peak: -25 })).toEqual({ gain: 20, isLimited: false });
  expect(levelFor({ integrated: -6, peak: 1 })).toEqual({ gain: -10, isLimited: false });
  expect(levelFor({ integrated: -36, peak: -10 })).toEqual({ gain: 20, isLimited: true });
});
test('what limiting takes away is made up for, where it is heard', () => {
  const level = { gain: 20, isLimited: true };
  expect(madeUp(level, { integrated: -19, peak: -3 })).toEqual({ gain: 23, isLimited: true });
  expect(madeUp(level, { integrated: -16.3, peak: -3 })).toBe(null);
  expect(madeUp(level, null)).toBe(null);
});
