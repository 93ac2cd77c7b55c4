import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReportedRange } from '@/workers/view-counting/contract';
import { pace } from './pace';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function paced() {
  const passed: string[] = [];
  const take = pace<{ viewingId: string; watchedSeconds: number }>(async ({ viewingId, watchedSeconds }) => {
    if (watchedSeconds === 13) throw new Error('The store is away');
    passed.push(`${viewingId} ${watchedSeconds}`);
  });
  return { passed, take: (viewingId: string, watchedSeconds: number) => take({ viewingId, watchedSeconds }) };
}

describe('reports of viewings', () => {
  test('are passed on at once if they are rare', async () => {
    const { passed, take } = paced();
    await take('a', 0);
    await vi.advanceTimersByTimeAsync(10_000);
    await take('a', 10);
    expect(passed).toEqual(['a 0', 'a 10']);
  });

  test('are passed on every two seconds in a flood, and the furthest is not lost', async () => {
    const { passed, take } = paced();
    for (const seconds of [0, 1, 7, 3]) await take('a', seconds);
    expect(passed).toEqual(['a 0']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(passed).toEqual(['a 0', 'a 7']);
    await take('a', 8);
    expect(passed).toEqual(['a 0', 'a 7']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(passed).toEqual(['a 0', 'a 7', 'a 8']);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that are superseded leave their ranges to the furthest', async () => {
    const passed: object[] = [];
    const take = pace<{ viewingId: string; watchedSeconds: number; ranges?: ReportedRange[] }>(async (report) => {
      passed.push(report);
    });
    const range = (at: number, seconds: number) => ({ from: at, to: at + seconds, at, rate: 1, isVisible: true });
    const report = (watchedSeconds: number, ...ranges: ReportedRange[]) =>
      take({ viewingId: 'a', watchedSeconds, ranges });
    await report(0);
    await report(9, range(7, 2));
    await report(5, range(0, 3), range(3, 2));
    await report(7, range(3, 4));
    await vi.advanceTimersByTimeAsync(2000);
    expect(passed.at(-1)).toEqual({
      viewingId: 'a',
      watchedSeconds: 9,
      ranges: [range(0, 3), range(3, 4), range(7, 2)],
    });
  });

  test('of one viewing do not delay those of another', async () => {
    const { passed, take } = paced();
    await take('a', 1);
    await take('b', 2);
    expect(passed).toEqual(['a 1', 'b 2']);
  });

  test('are all passed on if there are too many viewings to keep apart', async () => {
    const { passed, take } = paced();
    for (let viewing = 0; viewing < 10_000; viewing += 1) await take(`${viewing}`, 0);
    await take('one too many', 1);
    await take('one too many', 2);
    expect(passed.slice(-2)).toEqual(['one too many 1', 'one too many 2']);
  });

  test('that cannot be passed on fail for their sender, and are logged if they had to wait', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { take } = paced();
    await expect(take('a', 13)).rejects.toThrow('away');
    await take('a', 13);
    await vi.advanceTimersByTimeAsync(2000);
    expect(log).toHaveBeenCalledOnce();
  });
});
