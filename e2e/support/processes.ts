import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

const run = promisify(execFile);

/** Returns the process id of a worker. Its path identifies the site, which runs from this checkout. */
export async function workerPid(name: string): Promise<number> {
  const file = join(process.cwd(), '.build', 'workers', `${name}.js`);
  const { stdout } = await run('ps', ['-axo', 'pid=,args=']);
  const lines = stdout.split('\n').filter((line) => line.includes(file));
  expect(lines, `one process runs ${name}`).toHaveLength(1);
  return Number.parseInt(lines[0] as string, 10);
}

/** Freezes a worker while `work` runs, as if its machine hung. */
export async function whileFrozen(name: string, work: () => Promise<void>): Promise<void> {
  const pid = await workerPid(name);
  process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** Kills a worker with SIGKILL, and waits until the supervisor has started another. */
export async function killWorker(name: string): Promise<void> {
  const pid = await workerPid(name);
  process.kill(pid, 'SIGKILL');
  await expect(async () => expect(await workerPid(name)).not.toBe(pid)).toPass();
}
