import { expect, test } from 'vitest';
import { levelFor, compensateLimiter, readLoudness } from './loudness';

const summary = (integrated: string, peak: string) =>
  `[Parsed_ebur128_3 @ 0x1] Summary:\n\n  Integrated loudness:\n    I:         ${integrated} LUFS\n    Threshold: -42.9 LUFS\n\n  True peak:\n    Peak:      ${peak} dBFS\n`;

test('readLoudness reads the last summary, and returns null for silence and for short sounds', () => {
  expect(readLoudness(summary('-32.0', '-17.9'))).toEqual({ integrated: -32, peak: -17.9 });
  expect(readLoudness(summary('-5.0', '0.1') + summary('-32.0', '-17.9'))?.peak).toBe(-17.9);
  expect(readLoudness(summary('-70.0', '-inf'))).toBe(null);
  expect(readLoudness('Invalid data')).toBe(null);
});
test('silence stays unchanged', () => {
  expect(levelFor(null)).toEqual({ gain: 0, isLimited: false });
});
test('peaks are limited only if they would be too high', () => {
  expect(levelFor({ integrated: -36, peak: -25 })).toEqual({ gain: 20, isLimited: false });
  expect(levelFor({ integrated: -6, peak: 1 })).toEqual({ gain: -10, isLimited: false });
  expect(levelFor({ integrated: -36, peak: -10 })).toEqual({ gain: 20, isLimited: true });
});
test('compensateLimiter adds the lost loudness to the gain if the difference is audible', () => {
  const level = { gain: 20, isLimited: true };
  expect(compensateLimiter(level, { integrated: -19, peak: -3 })).toEqual({ gain: 23, isLimited: true });
  expect(compensateLimiter(level, { integrated: -16.3, peak: -3 })).toBe(null);
  expect(compensateLimiter(level, null)).toBe(null);
});
