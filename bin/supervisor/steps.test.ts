import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOutput } from './output';
import { step } from './steps';

let printed: string;
const output = createOutput(
  (text) => {
    printed += text;
  },
  { stamp: () => '' },
);
beforeEach(() => {
  printed = '';
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('logs the result of a short step', async () => {
  await step(
    output,
    'Counting',
    (sum) => `Counted to ${sum}`,
    () => 3,
  );
  expect(printed).toMatch(/^✓ Counted to 3 \(0\.\d s\)\n$/);
});

test('logs the start of a long step', async () => {
  const long = step(
    output,
    'Counting',
    'Counted',
    () =>
      new Promise<void>((done) => {
        setTimeout(done, 60_000);
      }),
  );
  await vi.advanceTimersByTimeAsync(1000);
  expect(printed).toBe('… Counting\n');
  await vi.advanceTimersByTimeAsync(59_000);
  await long;
  expect(printed).toMatch(/^… Counting\n✓ Counted \(60\.0 s\)\n$/);
});

test('logs nothing about a failed step', async () => {
  await expect(step(output, 'Counting', 'Counted', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(1000);
  expect(printed).toBe('');
});
