import { describe, expect, test } from 'vitest';
import { addSample, speedOf, timeLeft, type Sample } from './speed';

const samplesOf = (...pairs: [at: number, bytes: number][]) =>
  pairs.reduce<Sample[]>((samples, [at, bytes]) => addSample(samples, { at, bytes }), []);

describe('the speed of an upload', () => {
  test('is unknown at first', () => {
    expect(speedOf([])).toBeNull();
    expect(speedOf(samplesOf([0, 0], [500, 1_000]))).toBeNull();
  });

  test('is that of the last ten seconds', () => {
    expect(speedOf(samplesOf([0, 0], [2_000, 4_000]))).toBe(2_000);
    expect(speedOf(samplesOf([0, 0], [20_000, 0], [22_000, 8_000]))).toBe(4_000);
  });

  test('is unknown while nothing moves', () => {
    expect(speedOf(samplesOf([0, 500], [5_000, 500]))).toBeNull();
  });

  test('begins again if a part was lost', () => {
    expect(samplesOf([0, 0], [5_000, 9_000], [6_000, 4_000])).toEqual([{ at: 6_000, bytes: 4_000 }]);
  });
});

describe('the time left', () => {
  test.each<[number, string]>([
    [5, 'a few seconds left'],
    [30, 'less than a minute left'],
    [60, 'about 1 minute left'],
    [150, 'about 3 minutes left'],
    [3_600, 'about 1 hour left'],
    [9_000, 'about 3 hours left'],
  ])('of %d seconds is "%s"', (seconds, words) => {
    expect(timeLeft(seconds * 1_000, 1_000)).toBe(words);
  });

  test('is unknown without a speed', () => {
    expect(timeLeft(1_000, null)).toBeNull();
  });
});
