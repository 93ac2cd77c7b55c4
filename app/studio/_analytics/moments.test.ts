import { describe, expect, test } from 'vitest';
import { momentsOf, STARTS_MIN } from './moments';

/** Everybody watches everything of a video of 500 seconds, but for these parts. */
const watched = (changes: (part: number) => number | undefined, starts = 100) => ({
  starts,
  parts: Array.from({ length: 100 }, (_, part) => changes(part) ?? 1),
});
const beginning = (share: number) => ({ kind: 'beginning', seconds: 30, share });
const about = (share: number): number => expect.closeTo(share, 5) as number;

describe('the moments of a video', () => {
  test('are only its beginning if everybody watches all of it', () => {
    expect(
      momentsOf(
        watched(() => undefined),
        500,
      ),
    ).toEqual([beginning(1)]);
  });

  test('are none if too few watched', () => {
    expect(
      momentsOf(
        watched(() => undefined, STARTS_MIN - 1),
        500,
      ),
    ).toEqual([]);
  });

  test('say how many are left after half a minute, or after a quarter of a shorter video', () => {
    expect(
      momentsOf(
        watched((part) => (part >= 3 ? 0.8 : 1)),
        500,
      )[0],
    ).toEqual(beginning(0.8));
    expect(
      momentsOf(
        watched(() => undefined),
        20,
      ),
    ).toEqual([{ kind: 'beginning', seconds: 5, share: 1 }]);
  });

  test('have the place that loses viewers, once', () => {
    const drop = watched((part) => (part >= 40 ? 0.6 : 1));
    expect(momentsOf(drop, 500)).toEqual([beginning(1), { kind: 'drop', seconds: 200, share: about(0.4) }]);
  });

  test('have the passage that is watched again, whose end is no loss', () => {
    for (const parts of [1, 2, 10]) {
      const again = watched((part) => (part >= 60 && part < 60 + parts ? 1.5 : 1));
      expect(momentsOf(again, 500)).toEqual([beginning(1), { kind: 'again', seconds: 300, share: about(0.5) }]);
    }
  });

  test('do not take what follows a skipped part for a passage that is watched again', () => {
    const skipped = watched((part) => (part >= 20 && part < 30 ? 0.5 : 0.9));
    expect(momentsOf(skipped, 500).map(({ kind, seconds }) => [kind, seconds])).toEqual([
      ['beginning', 30],
      ['drop', 100],
    ]);
  });

  test('are no more than two of a kind, in the order of the video', () => {
    const falling = watched((part) => 1 - 0.2 * Math.floor(part / 20));
    expect(momentsOf(falling, 500).map(({ kind }) => kind)).toEqual(['beginning', 'drop', 'drop']);
  });
});
