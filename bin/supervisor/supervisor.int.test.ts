import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from '@/db/embedded/processes';
import { eventually, LONGEST_WAIT_MS } from '@message-db/runtime/testing';
import { createOutput } from './output';
import { Supervisor } from './supervisor';

const file = (name: string) => fileURLToPath(new URL(`testing/${name}`, import.meta.url));
const env = { PATH: process.env.PATH ?? '' };
let lines: string[];
let supervisor: Supervisor;

beforeEach(() => {
  lines = [];
  // Long timeouts, so that no child is killed on a busy machine.
  supervisor = supervised({ app: LONGEST_WAIT_MS, workers: LONGEST_WAIT_MS });
});
afterEach(() => supervisor.stop());

function supervised(timeoutsMs: { app: number; workers: number }): Supervisor {
  return new Supervisor(
    createOutput((text) => lines.push(...text.trimEnd().split('\n')), { stamp: () => '' }),
    timeoutsMs,
  );
}

const worker = (name: string, script = 'ready.js') => supervisor.worker({ name, args: [file(script)], env });

/** Returns the process ids in the `up` lines of a child. */
function pidsOf(name: string, log = lines): number[] {
  return log.filter((line) => line.startsWith(`[${name}] up `)).flatMap((line) => line.split(' ').slice(2).map(Number));
}

test('a child that dies is restarted, and its end is logged in one line', async () => {
  const child = worker('counter');
  await eventually(() => expect(pidsOf('counter')).toHaveLength(1));
  const first = child.pid!;
  process.kill(first, 'SIGKILL');
  await eventually(() => expect(pidsOf('counter')).toHaveLength(2));
  expect(lines).toContain('✗ counter was ended by SIGKILL; it starts again in 0.5 s');
  expect(child.pid).not.toBe(first);
  await eventually(() => expect(lines).toContain('✓ counter is back'));
});

test('a child that fails at its start is restarted with a growing delay', async () => {
  supervisor.worker({ name: 'broken', args: ['-e', 'process.exit(3)'], env });
  await eventually(() => expect(lines).toContain('✗ broken ended with exit code 3; it starts again in 1 s'));
  expect(lines[0]).toBe('✗ broken ended with exit code 3; it starts again in 0.5 s');
});

test('the app stops before the workers, and the database after them', async () => {
  const children = [worker('one'), worker('two'), supervisor.app({ name: 'app', args: [file('ready.js')], env })];
  await supervisor.onStop('folder', async () => {
    lines.push('folder');
  });
  await supervisor.onStop('database', async () => {
    lines.push('database');
  });
  await Promise.all(children.map(({ ready }) => ready));
  await Promise.all([supervisor.stop(), supervisor.stop()]);
  const order = lines.filter((line) => !line.includes(' up '));
  expect(order[0]).toBe('[app] stopped');
  expect(order.slice(1, 3).toSorted()).toEqual(['[one] stopped', '[two] stopped']);
  expect(order.slice(3)).toEqual(['database', 'folder']);
});

test('a child that does not stop in time is killed with its own children', async () => {
  supervisor = supervised({ app: 500, workers: 500 });
  const child = worker('stubborn', 'stubborn.js');
  await child.ready;
  await eventually(() => expect(pidsOf('stubborn')).toHaveLength(2));
  await supervisor.stop();
  await eventually(() => expect(pidsOf('stubborn').filter((pid) => isAlive(pid))).toEqual([]));
  expect(lines).toContain('[stubborn] not yet');
});

test('nothing is started during a stop', async () => {
  await supervisor.stop();
  expect(() => worker('late')).toThrow();
  const stop = vi.fn(async () => {});
  await expect(supervisor.onStop('late', stop)).rejects.toThrow();
  expect(stop).toHaveBeenCalledOnce();
});

test('no child outlives a supervisor that is killed', async () => {
  const family = spawn(process.execPath, ['--import', 'tsx', file('family.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let seen = '';
  family.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
  });
  const pids = () => [...pidsOf('ready', seen.split('\n')), ...pidsOf('stubborn', seen.split('\n'))];
  await eventually(() => expect(pids()).toHaveLength(3));
  family.kill('SIGKILL');
  await eventually(() => expect(pids().filter((pid) => isAlive(pid))).toEqual([]));
});
