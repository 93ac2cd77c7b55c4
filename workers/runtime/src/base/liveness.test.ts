import { expect, test } from 'vitest';
import { GRACE_MS, Liveness } from './liveness';

function atATime() {
  let now = 0;
  const liveness = new Liveness(() => now);
  return { liveness, pass: (milliseconds: number) => (now += milliseconds) };
}

test('a loop that beats in time is alive', () => {
  const { liveness, pass } = atATime();
  const pulse = liveness.follow('c counter');
  for (let turn = 0; turn < 5; turn += 1) {
    pass(GRACE_MS);
    expect(liveness.stuck()).toEqual([]);
    pulse.turn();
  }
});

test('a late loop is reported as stuck by its name, until it beats again', () => {
  const { liveness, pass } = atATime();
  const pulse = liveness.follow('c counter');
  liveness.follow('d counter').turn(5000);
  pass(GRACE_MS + 1);
  expect(liveness.stuck()).toEqual(['c counter']);
  pulse.turn();
  expect(liveness.stuck()).toEqual([]);
});

test('a loop that sleeps or waits for long work is alive', () => {
  const { liveness, pass } = atATime();
  liveness.follow('asleep').turn(30_000);
  liveness.follow('ffmpeg').turn(Infinity);
  pass(30_000 + GRACE_MS);
  expect(liveness.stuck()).toEqual([]);
  pass(24 * 3600_000);
  expect(liveness.stuck()).toEqual(['asleep']);
});

test('a loop that has ended is not reported', () => {
  const { liveness, pass } = atATime();
  liveness.follow('c counter').end();
  pass(10 * GRACE_MS);
  expect(liveness.stuck()).toEqual([]);
});
