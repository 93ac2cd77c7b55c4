import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Liveness } from '../base/liveness';
import { createLog } from '../base/log';
import { Outage } from '../base/outage';
import { WakeUp } from '../base/wake-up';
import type { Host } from '../consuming/subscription';
import { JobRunner } from './job-runner';

const job = {
  streamName: 'errand-1',
  kind: 'errand',
  key: '',
  causeId: '',
  causePosition: 0,
  failures: 0,
  waitsFor: null,
};
let isRemoved: boolean;
let warn: ReturnType<typeof vi.spyOn>;
let end: () => void;
let runner: JobRunner;

beforeEach(() => {
  vi.useFakeTimers();
  isRemoved = false;
  let isClaimed = false;
  const rows = {
    'claim job': () => (isClaimed ? [] : ((isClaimed = true), [job])),
    'renew jobs': () => (isRemoved ? [] : [job]),
  };
  const log = createLog('test', 'silent');
  warn = vi.spyOn(log, 'warn');
  const query = async (sql: { name: keyof typeof rows } | string) => ({
    rows: typeof sql === 'string' ? [] : rows[sql.name](),
  });
  const host = {
    ...{ log, outage: new Outage(log), wakeUp: new WakeUp(), liveness: new Liveness() },
    ...{ store: { pool: { query } }, membership: { me: { process: '' } }, announce: async () => {} },
  } as unknown as Host;
  const run = () => new Promise<void>((resolve) => (end = resolve));
  runner = new JobRunner(host, { consumer: 'errands-jobs', kinds: ['errand'], slots: 1, topics: [], run });
});
afterEach(() => vi.useRealTimers());

/** Returns whether the runner has stopped. */
function stop(): () => boolean {
  let hasStopped = false;
  void runner.stop().then(() => (hasStopped = true));
  return () => hasStopped;
}

test('stops when its jobs have ended, and leaves no timer', async () => {
  await vi.advanceTimersByTimeAsync(0);
  const hasStopped = stop();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(hasStopped()).toBe(false);
  end();
  await vi.advanceTimersByTimeAsync(0);
  expect(hasStopped()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  expect(warn).not.toHaveBeenCalled();
});

test('stops without a job that does not end within a minute, and names it', async () => {
  await vi.advanceTimersByTimeAsync(0);
  const hasStopped = stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hasStopped()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  expect(warn.mock.calls).toEqual([[{ jobs: ['errand-1 errand '] }, expect.stringContaining('stops without them')]]);
});

test('names a lost job that does not end within a minute, once', async () => {
  await vi.advanceTimersByTimeAsync(0);
  isRemoved = true;
  await vi.advanceTimersByTimeAsync(61_000);
  expect(warn).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(warn.mock.calls).toEqual([[{ job: 'errand-1 errand ' }, expect.stringContaining('keeps its slot')]]);
  end();
});
