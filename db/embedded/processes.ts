import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How to read a system's processes: from files if there is /proc, or by `ps`, as on macOS. */
export interface ProcessTable {
  /** Null if the process or /proc does not exist. */
  read(pid: number, file: 'stat' | 'cmdline'): string | null;
  /** The output of `ps -o FIELD= -p PID`; empty if there is no such process. */
  ps(pid: number, field: 'stat' | 'lstart' | 'command'): string;
}

const ofThisSystem: ProcessTable = {
  read(pid, file) {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return null;
    }
  },
  ps(pid, field) {
    try {
      const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as unknown as NodeJS.ProcessEnv;
      return execFileSync('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)], {
        encoding: 'utf8',
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    } catch {
      return '';
    }
  },
};

/** Whether a process is alive. A zombie counts as dead. */
export function isAlive(pid: number, table: ProcessTable = ofThisSystem): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const stat = table.read(pid, 'stat');
  return stat === null ? !table.ps(pid, 'stat').startsWith('Z') : !/^\d+ \(.*\) Z/s.test(stat);
}

/**
 * The start time of a process as the system writes it, which distinguishes it from a later one with the same id. Empty
 * if unknown.
 */
export function startedAt(pid: number, table: ProcessTable = ofThisSystem): string {
  const stat = table.read(pid, 'stat');
  if (stat === null) return table.ps(pid, 'lstart').replaceAll(/\s+/g, ' ');
  // Fields are counted after the name, which may contain spaces. The 22nd field of the line is the start time.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** The command line of a process, its arguments separated by spaces; empty if there is none. */
export function commandLine(pid: number, table: ProcessTable = ofThisSystem): string {
  return table.read(pid, 'cmdline')?.replaceAll('\0', ' ').trim() ?? table.ps(pid, 'command');
}
