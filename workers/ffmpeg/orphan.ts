import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { killGroup } from './kill-group';

const TIMEOUT_MS = 10_000;

/** Records the id of a running ffmpeg, so that it can be killed if this worker dies. */
export function recordProcess(file: string, pid: number): void {
  writeFileSync(file, String(pid));
}

/**
 * Kills the ffmpeg of a worker that died, if it still runs.
 * @param file the file with the process id, from `recordProcess`.
 * @param marker a text in its command line. By now the id may belong to another process.
 */
export async function killOrphan(file: string, marker: string): Promise<void> {
  const pid = readPid(file);
  if (pid === null) return;
  const isOurs = () => commandLine(pid).includes(marker);
  if (isOurs()) {
    killGroup(pid);
    // An ffmpeg started by an earlier release leads no group.
    kill(pid);
    const deadline = Date.now() + TIMEOUT_MS;
    while (isOurs()) {
      if (Date.now() > deadline) throw new Error(`The ffmpeg of a worker that died (process ${pid}) does not end`);
      await delay(20);
    }
  }
  rmSync(file, { force: true });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has already ended.
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

/** Returns the command line of a process. Empty if it does not exist or is a zombie. */
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
