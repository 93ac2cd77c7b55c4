import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../operator-error';
import { commandLine, isAlive } from './processes';

/** The server that has a data folder open, as `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  ready: boolean;
}

/** Reads `postmaster.pid`; undefined if there is none. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * Stops a server that outlived its supervisor, so that the next one starts as a child of this process with the current
 * settings.
 * @throws {OperatorError} if it runs as a user whose processes this one may not end.
 */
export async function stopLeftover(data: string): Promise<void> {
  const left = await readPostmaster(data);
  // In a copied folder, the file names the server of the original, which must keep running.
  if (left && isAlive(left.pid) && ` ${commandLine(left.pid)} `.includes(` -D ${data} `))
    await stopPostmaster(left.pid, 8000);
  await replacePid(data);
}

/**
 * Replaces the process id in the lock file of a killed server by this process's. Postgres takes any living process with
 * that id for the old server: another process that reused the id, or the dead server until it is reaped. It ignores its
 * own parent, which is this process. The rest of the file stays, because Postgres uses it to see whether processes of
 * the old server still use the data.
 */
async function replacePid(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const left = await readFile(file, 'utf8').catch(() => undefined);
  if (left !== undefined) await writeFile(file, left.replace(/^\d+/, String(process.pid)));
}

/**
 * Ends a server: a fast shutdown, after `timeoutMs` an immediate one (it recovers at its next start), and last a kill.
 */
export async function stopPostmaster(pid: number, timeoutMs: number): Promise<void> {
  for (const [signal, wait] of [
    ['SIGINT', timeoutMs],
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
