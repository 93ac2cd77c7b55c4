import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const TIMEOUT_MS = 10_000;

/** Writes down which process works, so that it is found should we die before it. */
export function rememberProcess(file: string, pid: number): void {
  writeFileSync(file, String(pid));
}

/**
 * Ends the ffmpeg of a worker that died, if it still works.
 * @param file where `rememberProcess` wrote its id.
 * @param marker what its command line must contain: the id may be another process's by now.
 */
export async function endOrphan(file: string, marker: string): Promise<void> {
  const pid = readPid(file);
  if (pid === null) return;
  const isOurs = () => commandLine(pid).includes(marker);
  if (isOurs()) {
    end(pid);
    const deadline = Date.now() + TIMEOUT_MS;
    while (isOurs()) {
      if (Date.now() > deadline) throw new Error(`The ffmpeg of a worker that died (process ${pid}) does not end`);
      await delay(20);
    }
  }
  rmSync(file, { force: true });
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Empty for a process that does not exist, or waits to be reaped. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    if (process.platform === 'linux') return '';
  }
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
