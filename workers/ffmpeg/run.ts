import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, constants } from 'node:os';
import { createInterface } from 'node:readline';
import { inputsOf } from './inputs';
import { killGroup } from './kill-group';
import { ENVIRONMENT, sandboxOf } from './sandbox';
import { signalOf, toToolError } from './tool-error';

/** The paths of the programs. */
export interface Tools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

export interface Run {
  readonly binary: string;
  readonly args: readonly string[];
  /** The working directory, to which relative names in `args` refer. */
  readonly folder: string;
  /** Kills the process when it is aborted. */
  readonly signal: AbortSignal;
  /** The time limit in milliseconds, after which the process is killed. */
  readonly limit: number;
  readonly onStart?: (pid: number) => void;
  /** Is called with each line of standard output. Without it, `run` returns the output. */
  readonly onLine?: (line: string) => void;
}

/** The limit on the address space, because an untrusted file can make a decoder allocate memory. */
const MEMORY_MAX = 6 * 1024 ** 3;
const PRLIMIT = '/usr/bin/prlimit';
const NICE = '/usr/bin/nice';
/** An encoder uses four cores well, and more cores worse and worse. So a larger machine does several jobs at the same time. */
const CORES_A_JOB = 4;
/** How many jobs a process does at the same time. */
export const JOBS_AT_ONCE = Math.max(1, Math.floor(availableParallelism() / CORES_A_JOB));
/** The threads of a decoder or encoder. Each holds frames, so that more threads would exceed the memory limit. */
export const THREADS = ['-threads', String(Math.min(12, Math.ceil((1.5 * availableParallelism()) / JOBS_AT_ONCE)))];
/** The maximum output that `run` keeps, in characters. */
const KEPT_OUTPUT = 16 * 1024 ** 2;
const KEPT_ERRORS = 64 * 1024;

/**
 * Runs ffmpeg or ffprobe with low priority, within limits, and in the strongest available sandbox: it can read the
 * files of `untrustedInput` and write to `folder`.
 * @throws {ToolError} if it fails, crashes, is killed by another process, or takes too long.
 * @throws the signal's reason when it is aborted, and another Error for a failure of the machine, such as a full disk.
 */
export async function run({
  binary,
  args,
  folder,
  signal,
  limit,
  onStart,
  onLine,
}: Run): Promise<{ stdout: string; stderr: string }> {
  signal.throwIfAborted();
  const sandbox = sandboxOf(binary);
  const [command = binary, ...rest] = limited(sandbox.command(args, { inputs: inputsOf(args), folder }));
  const child = spawn(command, rest, {
    ...{ cwd: folder, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] },
    // Leads a group, which `killGroup` kills.
    detached: true,
  });
  const kill = () => child.pid !== undefined && killGroup(child.pid);

  let stdout = '';
  let stderr = '';
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  else child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(0, KEPT_OUTPUT)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-KEPT_ERRORS)));

  let tookTooLong = false;
  const timer = setTimeout(() => {
    tookTooLong = true;
    kill();
  }, limit);
  signal.addEventListener('abort', kill, { once: true });
  // Otherwise, what is left of a group whose leader another process killed could hold the pipes for ever. While some of
  // it is left, no other process or group gets its id. If nothing is, the id is free, but systems give ids out in turn.
  child.once('exit', kill);
  try {
    if (child.pid !== undefined) onStart?.(child.pid);
    const ended = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, killer) => resolve({ code, signal: killer }));
    });
    signal.throwIfAborted();
    if (ended.code === 0) return { stdout, stderr };
    throw toToolError({ ...ended, signal: ended.signal ?? signalOf(ended.code), tookTooLong, stderr });
  } finally {
    // After its end, the listener above has killed the group. By now its id may belong to another one.
    if (child.exitCode === null && child.signalCode === null) kill();
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  }
}

function limited(command: readonly string[]): readonly string[] {
  const isLimited = process.platform === 'linux' && existsSync(PRLIMIT);
  return withLowPriority(isLimited ? [PRLIMIT, `--as=${MEMORY_MAX}`, '--core=0', ...command] : command);
}

/**
 * Returns the command that runs a command with a priority below the worker's. It is set on the command line: a process or
 * thread that started before a later change would keep the worker's priority.
 */
export function withLowPriority(command: readonly string[]): readonly string[] {
  return existsSync(NICE) ? [NICE, '-n', String(constants.priority.PRIORITY_BELOW_NORMAL), ...command] : command;
}
