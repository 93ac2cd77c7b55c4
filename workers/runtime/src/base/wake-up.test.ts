import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WakeUp } from './wake-up';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Sleeps for a minute unless it is woken. @returns whether it is still asleep. */
async function staysAsleep(
  sleeper: ReturnType<WakeUp['subscribe']>,
  meanwhile: () => void = () => {},
): Promise<boolean> {
  let asleep = true;
  const slept = sleeper.sleep(60_000).then(() => (asleep = false));
  meanwhile();
  await vi.advanceTimersByTimeAsync(0);
  const result = asleep;
  await vi.advanceTimersByTimeAsync(60_000);
  await slept;
  return result;
}

test('wakes only the sleepers of a category', async () => {
  const wakeUp = new WakeUp();
  expect(await staysAsleep(wakeUp.subscribe('a'), () => wakeUp.wake('a'))).toBe(false);
  expect(await staysAsleep(wakeUp.subscribe('a'), () => wakeUp.wake('b'))).toBe(true);
});

test('wakes all sleepers', async () => {
  const wakeUp = new WakeUp();
  expect(await staysAsleep(wakeUp.subscribe('a'), () => wakeUp.wake())).toBe(false);
});

test('remembers a wake-up that came while it was awake, once', async () => {
  const wakeUp = new WakeUp();
  const sleeper = wakeUp.subscribe('a');
  wakeUp.wake('a');
  wakeUp.wake('a');
  expect(await staysAsleep(sleeper)).toBe(false);
  expect(await staysAsleep(sleeper)).toBe(true);
});
