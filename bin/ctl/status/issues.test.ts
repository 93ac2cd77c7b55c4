import { describe, expect, test } from 'vitest';
import type { Lag, WorkerProcess } from '@message-db/runtime/operations';
import type { ConsumerState, State } from './read-status';
import { issuesOf } from './issues';

const owner: Lag['owner'] = {
  process: 'p',
  worker: 'identity',
  host: 'h',
  pid: 1,
  metricsUrl: null,
  seenAt: new Date(),
};
const partition = (more: Partial<Lag> = {}): Lag => ({
  consumer: 'identity',
  category: 'identity:command',
  partition: 0,
  partitions: 1,
  aggregator: null,
  build: null,
  position: 7,
  head: 7,
  messages: 0,
  atLeast: false,
  seconds: 0,
  owner,
  issue: null,
  ...more,
});
const consumer = (more: Partial<ConsumerState> = {}, ...partitions: Lag[]): ConsumerState => ({
  consumer: 'identity',
  category: 'identity:command',
  aggregator: null,
  build: null,
  position: 7,
  head: 7,
  messages: 0,
  atLeast: false,
  seconds: 0,
  retrying: 0,
  blocked: 0,
  parked: 0,
  skipped: 0,
  issue: null,
  ...more,
  partitions: partitions.length > 0 ? partitions : [partition()],
});
const state = (...consumers: ConsumerState[]): State => ({
  consumers,
  builds: [],
  timers: [],
  jobs: [],
  processes: [],
});
const nobody = { owner: null };
const calm = { consumer: 'jobs', waiting: 0, running: 0, failing: 0, error: null, lacking: 0, waitsFor: null };

describe('there is no issue', () => {
  test('while live workers read, even if they are behind', () => {
    expect(issuesOf(state(consumer({ messages: 9, seconds: 900 }, partition({ messages: 9, seconds: 900 }))))).toEqual(
      [],
    );
  });

  test('while messages are retried automatically', () => {
    expect(issuesOf(state(consumer({ retrying: 1, blocked: 3 })))).toEqual([]);
  });

  test('while jobs wait, or one has failed and is tried again', () => {
    const jobs = [{ ...calm, waiting: 200, running: 1 }];
    expect(issuesOf({ ...state(consumer()), jobs })).toEqual([]);
  });

  test('while timers are not due', () => {
    const timers = [{ consumer: 'timers', waiting: 1, nextAt: new Date(), overdueSeconds: -60 }];
    expect(issuesOf({ ...state(consumer()), timers })).toEqual([]);
  });
});

describe('there is an issue', () => {
  test('if jobs fail again and again, or no process has what they need', () => {
    const jobs = [{ ...calm, failing: 2, error: 'The disk is full', lacking: 1, waitsFor: 'the uploaded file' }];
    expect(issuesOf({ ...state(consumer()), jobs })).toEqual([
      '2 jobs of jobs failed again and again: The disk is full.',
      '1 job of jobs cannot be done anywhere yet, for want of the uploaded file.',
    ]);
  });

  test('if no worker has ever run', () => {
    expect(issuesOf(state())).toEqual(['No worker has ever run on this database.']);
  });

  test('if a consumer has no worker, even if no message waits', () => {
    expect(issuesOf(state(consumer({}, partition(nobody))))).toEqual([
      'identity: no live worker reads identity:command; nothing waits there yet.',
    ]);
  });

  test('if the worker of a consumer died, with its process', () => {
    const gone = {
      worker: 'identity',
      host: 'h',
      pid: 4,
      reads: ['identity identity:command'],
      isAlive: false,
      isConnected: false,
      metricsUrl: null,
      startedAt: new Date(),
    };
    const processes = [
      { ...gone, pid: 3, silentSeconds: 90 },
      { ...gone, silentSeconds: 14 },
      { ...gone, reads: [], pid: 5, silentSeconds: 1 },
    ];
    expect(issuesOf({ ...state(consumer({}, partition(nobody))), processes })).toEqual([
      'identity: no live worker reads identity:command; nothing waits there yet. The worker identity (h/4) was last heard of 14 s ago.',
    ]);
  });

  test('for each consumer without a worker, with the number of its waiting messages', () => {
    const home = { consumer: 'home_page_v1', aggregator: 'home-page', build: 'live' } as const;
    const categories = [
      consumer({ ...home, category: 'identity' }, partition({ ...nobody, messages: 1, seconds: 5 })),
      consumer(
        { ...home, category: 'videoPublishing' },
        partition({ ...nobody, messages: 11, seconds: 200, atLeast: true }),
      ),
      consumer({ ...home, category: 'viewing' }),
    ];
    expect(issuesOf(state(...categories))).toEqual([
      'home-page: no live worker reads identity and videoPublishing; over 12 messages wait, the oldest for 3 min.',
    ]);
  });

  test('if some partitions have no worker', () => {
    const partitions = [partition(), partition({ ...nobody, messages: 1, seconds: 2 }), partition(nobody)];
    expect(issuesOf(state(consumer({}, ...partitions)))).toEqual([
      'identity: no live worker reads 2 of 3 partitions of identity:command; 1 message waits, the oldest for 2 s.',
    ]);
  });

  test('if a consumer has stopped', () => {
    expect(issuesOf(state(consumer({ issue: 'Boom' })))).toEqual([
      'identity cannot continue in identity:command: Boom.',
    ]);
  });

  test('if messages are parked', () => {
    expect(issuesOf(state(consumer({ parked: 2, blocked: 5 })))).toEqual([
      '2 messages that identity could not handle are parked and wait for you, and 5 behind them: npm run ctl -- park list --consumer identity',
    ]);
  });

  test('if a rebuild was requested and its aggregator has no worker', () => {
    const builds = [{ schema: 'home_page_v1_b2', aggregator: 'home-page', version: 1, fraction: 0 }];
    const alive = { worker: 'home-page', isAlive: true } as WorkerProcess;
    expect(issuesOf({ ...state(consumer()), builds })).toEqual([
      'home-page should be rebuilt, but has no live worker.',
    ]);
    expect(issuesOf({ ...state(consumer()), builds, processes: [alive] })).toEqual([]);
  });

  test('if timers are late', () => {
    const timers = [{ consumer: 'timers', waiting: 1, nextAt: new Date(), overdueSeconds: 300 }];
    expect(issuesOf({ ...state(consumer()), timers })).toEqual(['timers has not sent timers that were due 5 min ago.']);
  });
});
