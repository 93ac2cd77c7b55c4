import { describe, expect, test } from 'vitest';
import { RANGES_MAX } from '@/workers/view-counting/contract';
import { KEPT_RANGES_MAX, WatchedTime } from './watched-time';

/** Plays from a position for some seconds of the clock, and notes the position four times a second. */
function play(
  watched: WatchedTime,
  clock: { now: number },
  from: number,
  seconds: number,
  { rate = 1, isVisible = true } = {},
): void {
  watched.interrupt();
  watched.playedTo({ position: from, rate, isVisible, now: clock.now });
  for (let tick = 1; tick <= seconds * 4; tick += 1) {
    clock.now += 250;
    watched.playedTo({ position: from + (tick / 4) * rate, rate, isVisible, now: clock.now });
  }
}

const playing = (position: number, now: number) => ({ position, rate: 1, isVisible: true, now });

describe('watched time', () => {
  test('counts what played', () => {
    const watched = new WatchedTime();
    play(watched, { now: 0 }, 0, 12.5);
    expect(watched.seconds).toBe(12.5);
  });

  test('counts seconds of video, twice as many at double speed', () => {
    const watched = new WatchedTime();
    play(watched, { now: 0 }, 30, 5, { rate: 2 });
    expect(watched.seconds).toBe(10);
  });

  test('leaves out skipped parts, forwards and back, and counts a repeated part again', () => {
    const watched = new WatchedTime();
    const clock = { now: 0 };
    play(watched, clock, 0, 3);
    play(watched, clock, 100, 3);
    play(watched, clock, 0, 3);
    expect(watched.seconds).toBe(9);
  });

  test('leaves out a jump without a seeking event', () => {
    const watched = new WatchedTime();
    watched.playedTo(playing(0, 0));
    watched.playedTo(playing(5, 250));
    watched.playedTo(playing(5.25, 500));
    watched.playedTo(playing(2, 750));
    expect(watched.seconds).toBe(0.25);
  });

  test('keeps counting on a busy page that checks rarely', () => {
    const watched = new WatchedTime();
    watched.playedTo(playing(0, 0));
    watched.playedTo(playing(8, 8000));
    expect(watched.seconds).toBe(8);
  });
});

describe('the ranges of watched time', () => {
  /** Returns them as `at: from-to`. */
  const told = (watched: WatchedTime) => watched.watched().ranges.map(({ at, from, to }) => `${at}: ${from}-${to}`);

  test('are the parts that played, in their order', () => {
    const watched = new WatchedTime();
    const clock = { now: 0 };
    play(watched, clock, 0, 3);
    play(watched, clock, 100, 2);
    play(watched, clock, 1, 2);
    expect(told(watched)).toEqual(['0: 0-3', '3: 100-102', '5: 1-3']);
    expect(watched.watched().watchedSeconds).toBe(7);
  });

  test('go on after a pause in the same place', () => {
    const watched = new WatchedTime();
    const clock = { now: 0 };
    play(watched, clock, 0, 3);
    clock.now += 3_600_000;
    play(watched, clock, 3, 2);
    expect(told(watched)).toEqual(['0: 0-5']);
  });

  test('begin where the speed or the visibility changes', () => {
    const watched = new WatchedTime();
    watched.playedTo(playing(0, 0));
    watched.playedTo({ ...playing(1, 1000), isVisible: false });
    watched.playedTo({ ...playing(2, 2000), isVisible: false, rate: 2 });
    watched.playedTo({ ...playing(4, 3000), rate: 2 });
    expect(watched.watched().ranges).toEqual([
      { at: 0, from: 0, to: 1, rate: 1, isVisible: true },
      { at: 1, from: 1, to: 2, rate: 1, isVisible: false },
      { at: 2, from: 2, to: 4, rate: 2, isVisible: false },
    ]);
  });

  test('of a short passage that repeats for an hour are the newest, as many as a report may have', () => {
    expect(KEPT_RANGES_MAX).toBe(RANGES_MAX);
    const watched = new WatchedTime();
    const clock = { now: 0 };
    for (let round = 0; round < 720; round += 1) play(watched, clock, 10, 5);
    expect(watched.seconds).toBe(3600);
    expect(told(watched)).toHaveLength(RANGES_MAX);
    expect(told(watched)[0]).toBe('3100: 10-15');
    expect(told(watched).at(-1)).toBe('3595: 10-15');
  });

  test('that the server has had for half a minute are left out, and a range is never cut', () => {
    const watched = new WatchedTime();
    const clock = { now: 0 };
    play(watched, clock, 0, 20);
    play(watched, clock, 100, 20);
    play(watched, clock, 50, 20);
    watched.arrived(50);
    expect(told(watched)).toEqual(['20: 100-120', '40: 50-70']);
    watched.arrived(60);
    expect(told(watched)).toEqual(['20: 100-120', '40: 50-70']);
    play(watched, clock, 70, 60);
    watched.arrived(120);
    expect(told(watched)).toEqual(['40: 50-130']);
  });
});
