import { constants } from 'node:os';

/** How ffmpeg or ffprobe ended where it did not succeed. */
type Ending = 'refused' | 'crashed' | 'killed' | 'too-long';

/** It did not like the file, or died of it. */
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

/** ffmpeg's own way to die of SIGTERM or SIGINT: it closes the unfinished output and exits with this. */
const STOPPED_BY_SIGNAL = 255;
const OF_THE_DECODER = new Set<string>(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGSYS']);

/** What ffmpeg says when the machine or the installation is at fault, not the file. */
const TROUBLE = new RegExp(
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
/** So it tells of a failing disk, and demuxers so tell of a file that is made to fail them: it gets some chances, not all. */
const DISK_OR_FILE = /Input\/output error|Resource temporarily unavailable/;
const OUT_OF_MEMORY = /Cannot allocate memory|malloc of size|Out of memory/i;

/** The signal of which a program died inside of another (a sandbox, a shell), whose exit code is 128 and its number. Pure. */
export function signalOf(code: number | null): NodeJS.Signals | null {
  const name = Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0] as
    NodeJS.Signals | undefined;
  return name !== undefined && (OF_THE_DECODER.has(name) || name === 'SIGKILL') ? name : null;
}

/** @returns a ToolError where the file may be at fault, another Error where it is not. Pure. */
export function toToolError(ended: {
  code: number | null;
  signal: NodeJS.Signals | null;
  tookTooLong: boolean;
  stderr: string;
}): Error {
  const { code, signal, tookTooLong, stderr } = ended;
  if (tookTooLong) return new ToolError('too-long', stderr, 'Took too long');
  if (TROUBLE.test(stderr)) return new Error(`ffmpeg could not work here: ${stderr.slice(-1_000)}`);
  if (signal) return new ToolError(OF_THE_DECODER.has(signal) ? 'crashed' : 'killed', stderr, `Ended by ${signal}`);
  if (code === STOPPED_BY_SIGNAL) return new ToolError('killed', stderr, 'Asked to stop');
  if (DISK_OR_FILE.test(stderr)) return new ToolError('killed', stderr, 'Could not read or write');
  if (OUT_OF_MEMORY.test(stderr)) return new ToolError('crashed', stderr, 'Out of memory');
  return new ToolError('refused', stderr, `Exited with ${code}`);
}
