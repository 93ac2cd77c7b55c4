import { describe, expect, test } from 'vitest';
import { WatchedTime } from './watched-time';

/** Plays from a position for some seconds of the clock, and notes the position four times a second. */
function play(watched: WatchedTime, clock: { now: number }, from: number, seconds: number, rate = 1): void {
  watched.interrupt();
  watched.playedTo(from, rate, clock.now);
  for (let tick = 1; tick <= seconds * 4; tick += 1) {
    clock.now += 250;
    watched.playedTo(from + (tick / 4) * rate, rate, clock.now);
  }
}

describe('watched time', () => {
  test('counts what played', () => {
    const watched = new WatchedTime();
    play(watched, { now: 0 }, 0, 12.5);
    expect(watched.seconds).toBe(12.5);
  });

  test('counts seconds of video, twice as many at double speed', () => {
    const watched = new WatchedTime();
    play(watched, { now: 0 }, 30, 5, 2);
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
    watched.playedTo(0, 1, 0);
    watched.playedTo(5, 1, 250);
    watched.playedTo(5.25, 1, 500);
    watched.playedTo(2, 1, 750);
    expect(watched.seconds).toBe(0.25);
  });

  test('keeps counting on a busy page that checks rarely', () => {
    const watched = new WatchedTime();
    watched.playedTo(0, 1, 0);
    watched.playedTo(8, 1, 8000);
    expect(watched.seconds).toBe(8);
  });
});
