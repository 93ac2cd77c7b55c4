import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { inputsOf } from './input';
import { ENVIRONMENT, sandboxOf } from './sandbox';
import { signalOf, toToolError } from './tool-error';

/** Where the programs are. */
export interface Tools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

export interface Run {
  readonly binary: string;
  readonly args: readonly string[];
  /** Relative names in `args` are in here. */
  readonly folder: string;
  /** Kills it when aborted. */
  readonly signal: AbortSignal;
  /** Kills it when it takes longer, in milliseconds. */
  readonly limit: number;
  readonly onStart?: (pid: number) => void;
  /** Each line of standard output, as it comes. Without it, standard output is collected. */
  readonly onLine?: (line: string) => void;
}

/** An upload is a stranger's input to old decoders: one that asks for more than this gets an error, not the machine. */
const MEMORY_MAX = 6 * 1024 ** 3;
const PRLIMIT = '/usr/bin/prlimit';
/** Of a decoder or encoder: each holds some frames, so a machine of many cores would reach that limit. */
export const THREADS = ['-threads', String(Math.min(12, Math.ceil(1.5 * availableParallelism())))];
const KEPT_OUTPUT = 16 * 1024 ** 2;
const KEPT_ERRORS = 64 * 1024;

/**
 * Runs ffmpeg or ffprobe to its end, after everybody else (nice), within limits and in the strongest sandbox that there
 * is: it may read the files that `untrustedInput` names and write in `folder`.
 * @throws {ToolError} when it refused, crashed, was killed by others or took too long.
 * @throws the signal's reason when aborted; any other Error for what is wrong with the machine (a full disk).
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
  const child = spawn(command, rest, { cwd: folder, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) {
    onStart?.(child.pid);
    lowerPriority(child.pid);
  }

  let stdout = '';
  let stderr = '';
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  else child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(0, KEPT_OUTPUT)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-KEPT_ERRORS)));

  let tookTooLong = false;
  const timer = setTimeout(() => {
    tookTooLong = true;
    child.kill('SIGKILL');
  }, limit);
  const abort = () => child.kill('SIGKILL');
  signal.addEventListener('abort', abort, { once: true });
  try {
    const ended = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, killer) => resolve({ code, signal: killer }));
    });
    signal.throwIfAborted();
    if (ended.code === 0) return { stdout, stderr };
    throw toToolError({ ...ended, signal: ended.signal ?? signalOf(ended.code), tookTooLong, stderr });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

function limited(command: readonly string[]): readonly string[] {
  return process.platform === 'linux' && existsSync(PRLIMIT)
    ? [PRLIMIT, `--as=${MEMORY_MAX}`, '--core=0', ...command]
    : command;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not let us. It runs all the same.
  }
}
