import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a system tells of its processes: by files, where there is /proc, or by `ps`, as on macOS. */
export interface ProcessTable {
  /** Null where a process or /proc is not there. */
  read(pid: number, file: 'stat' | 'cmdline'): string | null;
  /** What `ps -o FIELD= -p PID` writes; empty where there is no such process. */
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

/** Whether a process lives. One that waits to be reaped counts as dead. */
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

/** When a process began, as the system writes it, so that another with the same number is told from it. Empty where it does not say. */
export function startedAt(pid: number, table: ProcessTable = ofThisSystem): string {
  const stat = table.read(pid, 'stat');
  if (stat === null) return table.ps(pid, 'lstart').replaceAll(/\s+/g, ' ');
  // Fields count from behind the name, which may hold spaces; the 22nd of all is the start time.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** The command line of a process, its arguments separated by spaces; empty where there is none. */
export function commandLine(pid: number, table: ProcessTable = ofThisSystem): string {
  return table.read(pid, 'cmdline')?.replaceAll('\0', ' ').trim() ?? table.ps(pid, 'command');
}
