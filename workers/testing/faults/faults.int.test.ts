import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { repartition } from '@message-db/runtime/operations';
import { check, viewOf } from './checker';
import { Sender } from './sender';
import { counter } from '../fixtures/counter';
import { bundleOf } from '../programs';
import { cutConnections, eventually, openTestSite } from '../test-site';

const KILLS = 240;
/** The longest wait between two faults, in milliseconds. */
const PAUSE_MAX_MS = 300;
const COUNTERS = Array.from({ length: 30 }, (_, n) => `c${n}`);

const site = await openTestSite();
const processes: Worker[] = [];
afterAll(async () => {
  for (const worker of processes) worker.end();
  await Promise.all(processes.map(({ ended }) => ended));
  await site.close();
});

/** A worker process that is restarted whenever it ends. */
class Worker {
  kills = 0;
  paused = false;
  ended: Promise<unknown> = Promise.resolve();
  #child!: ChildProcess;
  #wanted = true;

  constructor(
    readonly name: string,
    private readonly file: string,
  ) {
    this.#start();
  }

  get pid(): number {
    return this.#child.pid!;
  }

  kill(): void {
    this.kills += 1;
    this.#child.kill('SIGKILL');
  }

  pause(): void {
    this.paused = true;
    this.#child.kill('SIGSTOP');
  }

  wake(): void {
    this.paused = false;
    this.#child.kill('SIGCONT');
  }

  end(): void {
    this.#wanted = false;
    this.#child.kill('SIGKILL');
  }

  #start(): void {
    const child = fork(this.file, {
      execArgv: [],
      env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: site.url, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.ended = once(child, 'exit').then(() => {
      if (this.#wanted) this.#start();
    });
  }
}

/** The same faults in every run. Their effects differ, as a process may be at any step when it is killed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function hasNoLease(pid: number): Promise<void> {
  const { rows } = await site.pool.query(
    'SELECT consumer, partition FROM runtime.lease JOIN runtime.process ON process = owner WHERE pid = $1 AND owned_until > now()',
    [pid],
  );
  expect(rows).toEqual([]);
}

test('loses, repeats and reorders nothing while processes are killed, cut off and paused hundreds of times under load', async () => {
  const random = seeded(20);
  await site.pool.query(`INSERT INTO runtime.consumer (consumer, category) VALUES ('counter', $1)`, [
    counter.commandCategory,
  ]);
  await repartition(site.pool, 'counter', counter.commandCategory, 4);
  for (const [name, program] of [
    ['chain', 'start-chain'],
    ['chain', 'start-chain'],
    ['test-counters', 'start-counters'],
    ['test-counters', 'start-counters'],
  ] as const) {
    processes.push(new Worker(name, bundleOf(program)));
  }
  const sender = new Sender(site.url, COUNTERS);
  const kills = () => processes.reduce((sum, worker) => sum + worker.kills, 0);
  let paused = 0;

  while (kills() < KILLS) {
    // The step at which a process is hit is random, on purpose.
    await pause(random() * PAUSE_MAX_MS);
    const worker = processes[Math.floor(random() * processes.length)]!;
    if (random() < 0.15) await cutConnections(site, random() < 0.2 ? 'sender' : worker.name);
    else worker.kill();
    if (paused < 2 && kills() === Math.floor(((paused + 1) * KILLS) / 3)) {
      paused += 1;
      const sleeper = processes[paused === 1 ? 0 : 2]!;
      await eventually(async () =>
        expect((await site.pool.query('SELECT FROM runtime.process WHERE pid = $1', [sleeper.pid])).rowCount).toBe(1),
      );
      sleeper.pause();
      await eventually(() => hasNoLease(sleeper.pid));
      sleeper.wake();
    }
  }
  await sender.stop();
  expect(sender.sent.length).toBeGreaterThan(KILLS);
  expect(paused).toBe(2);
  // Messages that still wait are handled in time. Lost and doubled ones stay lost and doubled.
  await eventually(async () => expect(await check(site.url, sender.sent)).toEqual({}), 500);

  const view = await viewOf(site.url);
  expect(view).toHaveLength(COUNTERS.length);
  await site.pool.query('DROP SCHEMA test_counters_v1 CASCADE');
  await eventually(async () => expect(await viewOf(site.url)).toEqual(view));
});
