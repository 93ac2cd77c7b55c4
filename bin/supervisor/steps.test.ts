import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOutput } from './output';
import { step } from './steps';

let said: string;
const output = createOutput(
  (text) => {
    said += text;
  },
  { stamp: () => '' },
);
beforeEach(() => {
  said = '';
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('says what a short step did', async () => {
  await step(
    output,
    'Counting',
    (sum) => `Counted to ${sum}`,
    () => 3,
  );
  expect(said).toMatch(/^✓ Counted to 3 \(0\.\d s\)\n$/);
});

test('says that a long step has begun', async () => {
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
  expect(said).toBe('… Counting\n');
  await vi.advanceTimersByTimeAsync(59_000);
  await long;
  expect(said).toMatch(/^… Counting\n✓ Counted \(60\.0 s\)\n$/);
});

test('says nothing more of a step that failed', async () => {
  await expect(step(output, 'Counting', 'Counted', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(1000);
  expect(said).toBe('');
});
