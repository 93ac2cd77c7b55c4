import { constants } from 'node:os';

/** The way in which ffmpeg or ffprobe failed. */
type Ending = 'refused' | 'crashed' | 'killed' | 'too-long';

/** ffmpeg or ffprobe failed, and the file may be the cause. */
export class ToolError extends Error {
  override name = 'ToolError';
  constructor(
    readonly ending: Ending,
    readonly stderr: string,
    what: string,
  ) {
    super(`${what}: ${stderr.slice(-1_000)}`);
  }
}

/** ffmpeg's exit code after SIGTERM or SIGINT. It closes the incomplete output before. */
const STOPPED_BY_SIGNAL = 255;
const CRASH_SIGNALS = new Set<string>(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGSYS']);

/** ffmpeg's messages about failures of the machine or the installation. */
const MACHINE_FAILURE = new RegExp(
  [
    'No space left on device',
    'Disk quota exceeded',
    'Read-only file system',
    'Permission denied',
    'Too many open files',
    'Unknown encoder',
    'No such filter',
    'Unrecognized option',
    String.raw`Option \S+ not found`,
    'error while loading shared libraries',
  ].join('|'),
);
/** Messages about a failing disk, or about a malicious file. So the number of retries is limited. */
const DISK_OR_FILE = /Input\/output error|Resource temporarily unavailable/;
const OUT_OF_MEMORY = /Cannot allocate memory|malloc of size|Out of memory/i;

/**
 * Returns the signal that killed a program inside of a sandbox or shell, whose exit code is 128 plus its number; null
 * for others. Pure.
 */
export function signalOf(code: number | null): NodeJS.Signals | null {
  const signals = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const name = signals.find(([, number]) => code === 128 + number)?.[0];
  return name !== undefined && (CRASH_SIGNALS.has(name) || name === 'SIGKILL') ? name : null;
}

/** @returns a ToolError if the file may be the cause, another Error if not. Pure. */
export function toToolError(ended: {
  code: number | null;
  signal: NodeJS.Signals | null;
  tookTooLong: boolean;
  stderr: string;
}): Error {
  const { code, signal, tookTooLong, stderr } = ended;
  if (tookTooLong) return new ToolError('too-long', stderr, 'Took too long');
  if (MACHINE_FAILURE.test(stderr)) return new Error(`ffmpeg could not work here: ${stderr.slice(-1_000)}`);
  if (signal) return new ToolError(CRASH_SIGNALS.has(signal) ? 'crashed' : 'killed', stderr, `Ended by ${signal}`);
  if (code === STOPPED_BY_SIGNAL) return new ToolError('killed', stderr, 'Asked to stop');
  if (DISK_OR_FILE.test(stderr)) return new ToolError('killed', stderr, 'Could not read or write');
  if (OUT_OF_MEMORY.test(stderr)) return new ToolError('crashed', stderr, 'Out of memory');
  return new ToolError('refused', stderr, `Exited with ${code}`);
}
