import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ALL_TOPICS, TOPICS_CHANNEL, TRACES_CHANNEL } from '../base/channels';
import { createLog } from '../base/log';
import { Outage } from '../base/outage';
import { Announcer } from './announcer';

let sent: string[][];
let isDown: boolean;
const pool = {
  connect: async () => ({
    release: () => {},
    async query(text: string) {
      if (isDown) throw new Error('no connection');
      sent.push(
        ...[...text.matchAll(/pg_notify\('(\w+)', '([^']+)'\)/g)].map(([, channel, payload]) => [channel!, payload!]),
      );
    },
  }),
} as unknown as Pool;
let announcer: Announcer;

beforeEach(() => {
  vi.useFakeTimers();
  [sent, isDown] = [[], false];
  const log = createLog('test', 'silent' as never);
  announcer = new Announcer(pool, log, new Outage(log));
});
afterEach(() => {
  announcer.close();
  vi.useRealTimers();
});

test('after a failed announcement of topics, it announces that any may have changed, until that succeeds', async () => {
  isDown = true;
  await announcer.announce({ topics: ['home'], traces: ['1'] });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([]);
  isDown = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([[TOPICS_CHANNEL, ALL_TOPICS]]);
});

test('a failed announcement without topics is not repeated, because processes poll', async () => {
  isDown = true;
  await announcer.announce({ traces: ['1'], categories: ['video'] });
  isDown = false;
  await vi.advanceTimersByTimeAsync(5_000);
  await announcer.announce({ traces: ['2'] });
  expect(sent).toEqual([[TRACES_CHANNEL, '2']]);
});
