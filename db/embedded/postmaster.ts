import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../operator-error';
import { commandLine, isAlive } from './processes';

/** What `postmaster.pid` tells of the server that has a data folder open. */
export interface Postmaster {
  pid: number;
  ready: boolean;
}

/** Reads `postmaster.pid`; undefined where there is none. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * Stops a server that outlived its supervisor, so that the next one starts as our own child with today's settings.
 * @throws {OperatorError} when it runs as a user whose processes we may not end.
 */
export async function stopLeftover(data: string): Promise<void> {
  const left = await readPostmaster(data);
  // Of a folder that was copied, the file names the server of the original, which is not ours to stop.
  if (left && isAlive(left.pid) && ` ${commandLine(left.pid)} `.includes(` -D ${data} `))
    await stopPostmaster(left.pid, 8000);
  await disclaim(data);
}

/**
 * Says in the lock file of a server that was killed that it is gone. Postgres believes in any process of that number:
 * one that has it by now, or the dead server itself until somebody reaps it. It takes its own parent, us, for nobody.
 * The rest of the file stays: by it Postgres sees whether processes of the old server still use the data.
 */
async function disclaim(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const left = await readFile(file, 'utf8').catch(() => undefined);
  if (left !== undefined) await writeFile(file, left.replace(/^\d+/, String(process.pid)));
}

/** Ends a server: fast, after `patience` ms at once (it recovers at its next start), and in the end by force. */
export async function stopPostmaster(pid: number, patience: number): Promise<void> {
  for (const [signal, wait] of [
    ['SIGINT', patience],
    ['SIGQUIT', 1000],
    ['SIGKILL', 1000],
  ] as const) {
    signalTo(pid, signal);
    const deadline = performance.now() + wait;
    while (performance.now() < deadline) {
      if (!isAlive(pid)) return;
      await delay(20);
    }
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return;
    throw new OperatorError(`Another user's Postgres (process ${pid}) still runs on this data folder: stop it first.`);
  }
}
