import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { commandLine, isAlive, startedAt, type ProcessTable } from './processes';

/** A system without /proc. */
const macOs = (answers: Partial<Record<'stat' | 'lstart' | 'command', string>>): ProcessTable => ({
  read: () => null,
  ps: (_pid, field) => answers[field] ?? '',
});

test('reads the start and the command line of a process of this system', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', 'marker here']);
  await once(child, 'spawn');
  expect(isAlive(child.pid!)).toBe(true);
  expect(startedAt(child.pid!)).not.toBe('');
  expect(startedAt(child.pid!)).toBe(startedAt(child.pid!));
  expect(commandLine(child.pid!)).toContain('marker here');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(child.pid!)).toBe(false);
  expect(commandLine(child.pid!)).toBe('');
});

test('asks ps on a system without /proc', () => {
  expect(startedAt(1, macOs({ lstart: 'Fri Nov 27  10:00:00 2026' }))).toBe('Fri Nov 27 10:00:00 2026');
  expect(commandLine(1, macOs({ command: 'postgres -D /data' }))).toBe('postgres -D /data');
  expect(isAlive(process.pid, macOs({ stat: 'S+' }))).toBe(true);
  expect(isAlive(process.pid, macOs({ stat: 'Z' }))).toBe(false);
});

test('an invalid process id is not alive', () => {
  expect([0, -1, Number.NaN].map((pid) => isAlive(pid))).toEqual([false, false, false]);
});
