import { expect, test } from 'vitest';
import { ElsewhereJobs } from './elsewhere-jobs';

test('a job waits longer after each try, and is forgotten when nobody has tried it for long', () => {
  const jobs = new ElsewhereJobs();
  const { tries, wait } = jobs.add('a', 0);
  expect(tries).toBe(1);
  expect(jobs.waiting(0)).toEqual(new Map([['a', wait]]));
  expect(jobs.waiting(wait)).toEqual(new Map());
  const again = jobs.add('a', wait);
  expect(again.tries).toBe(2);
  jobs.waiting(wait + again.wait + 60_000);
  expect(jobs.size).toBe(1);
  jobs.waiting(wait + again.wait + 3600_000);
  expect(jobs.size).toBe(0);
});
