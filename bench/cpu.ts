import { readdirSync, readFileSync } from 'node:fs';

/** The unit of /proc/<pid>/stat: Linux shows hundredths of a second to programs, on every machine. */
const TICKS_PER_SECOND = 100;

/** Returns the CPU seconds that a process and its children have used. NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  const own = ownSeconds(pid);
  if (Number.isNaN(own)) return NaN;
  return childrenOf(pid).reduce((sum, child) => sum + (ownSeconds(child) || 0), own);
}

function ownSeconds(pid: number): number {
  try {
    // The second field is the name in parentheses, which may contain spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const [user, system] = [Number(fields[11]), Number(fields[12])];
    return (user + system) / TICKS_PER_SECOND;
  } catch {
    return NaN;
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}
