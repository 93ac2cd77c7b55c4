import { expect, test } from 'vitest';
import { ProgressReports } from './progress-reports';

test('reports at most once in three seconds, by at least two percent, only forward, and continues after a failed report', async () => {
  const sent: number[] = [];
  const errors: unknown[] = [];
  let now = 3_000;
  const send = async (percent: number) => {
    if (percent === 20) throw new Error('No database');
    sent.push(percent);
  };
  const progress = new ProgressReports(
    send,
    (error) => errors.push(error),
    () => now,
  );
  progress.report(1); // Less than two percent.
  progress.report(2);
  progress.report(10); // Too early.
  now += 3_000;
  progress.report(3); // Less than two percent.
  progress.report(20);
  now += 3_000;
  progress.report(15); // Backward.
  progress.report(30);
  await progress.settled();
  expect(sent).toEqual([2, 30]);
  expect(errors).toHaveLength(1);
});
