import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { decides } from '../deciding/decides';
import { counter, counterDecider, counters } from '@/workers/testing/fixtures/counter';
import { openTestSite } from '@/workers/testing/test-site';
import { startTestAggregator, startTestComponent } from '@/workers/testing/worker';

const site = await openTestSite();
afterAll(() => site.close());

const component = { name: 'counter', subscriptions: [decides(counter, counterDecider)] };

describe.each(['on', 'off'] as const)('an idle worker, with notifications %s,', (notifications) => {
  test.each([
    ['component', () => startTestComponent(site.url, component, { notifications })],
    ['aggregator', () => startTestAggregator(site.url, counters, { notifications })],
  ])('sends at most a few queries a second: %s', async (_kind, run) => {
    const worker = run();
    await worker.ready;
    await pause(1000); // The queries of the start.
    const query = vi.spyOn(pg.Client.prototype, 'query');
    // A rate is measured, so time must pass. A slow machine lowers the rate.
    await pause(4000);
    const queries = query.mock.calls.length;
    query.mockRestore();
    await worker.stop();
    expect(queries).toBeGreaterThan(0);
    expect(queries / 4).toBeLessThan(6);
  });
});
