import { expect, test } from 'vitest';
import { ProgressReports } from '../progress-reports';
import { overallPercent, readProgress } from './progress';

test.each([
  ['out_time_us=2500000', 2.5],
  ['out_time_ms=2500000', 2.5],
  ['frame=75', null],
  ['out_time_us=N/A', null],
  ['out_time_us=-9223372036854775807', null],
  ['out_time=00:00:02.500000', null],
  ['progress=continue', null],
])('%s says %j', (line, said) => {
  expect(readProgress(line)).toEqual(said);
});

test('renditions count by their pixels, and what is not over is not 100 %', () => {
  const renditions = [
    { width: 100, height: 100 },
    { width: 200, height: 150 },
  ];
  expect(overallPercent(renditions, 0, 0)).toBe(0);
  expect(overallPercent(renditions, 0, 1)).toBe(25);
  expect(overallPercent(renditions, 1, 0)).toBe(25);
  expect(overallPercent(renditions, 1, 0.5)).toBe(62);
  expect(overallPercent(renditions, 1, 1.2)).toBe(99);
});

test('progress is reported once a second, two percent at least, only forward, and though a report fails', async () => {
  const sent: number[] = [];
  const errors: unknown[] = [];
  let now = 1_000;
  const send = async (percent: number) => {
    if (percent === 20) throw new Error('No database');
    sent.push(percent);
  };
  const progress = new ProgressReports(
    send,
    (error) => errors.push(error),
    () => now,
  );
  progress.tell(1); // Too little.
  progress.tell(2);
  progress.tell(10); // Too soon.
  now += 1_000;
  progress.tell(3); // Too little.
  progress.tell(20);
  now += 1_000;
  progress.tell(15); // Backward.
  progress.tell(30);
  await progress.settled();
  expect(sent).toEqual([2, 30]);
  expect(errors).toHaveLength(1);
});
