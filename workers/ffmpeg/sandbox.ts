import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** The isolation of a program. */
export interface Sandbox {
  /** `files`: only its input and its folder, no network. `network`: no network. `none`: no isolation. */
  readonly kind: 'files' | 'network' | 'none';
  /** The reason why the kind is not `files`, for the log of the start. */
  readonly reason: string | null;
  /** The command line that runs the program with `args` in the sandbox. */
  command(args: readonly string[], files: Files): readonly string[];
}

export interface Files {
  /** Absolute paths that the program may read. */
  readonly inputs: readonly string[];
  /** The working directory, to which the program may write. */
  readonly folder: string | null;
}

/**
 * The environment of a program, without secrets. MALLOC_ARENA_MAX: every arena of malloc reserves 64 MB of address
 * space, which is limited.
 */
export const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  MALLOC_ARENA_MAX: '2',
} as unknown as NodeJS.ProcessEnv;

const BUBBLEWRAP = ['/usr/bin/bwrap', '/usr/local/bin/bwrap', '/bin/bwrap'];
/**
 * No network, no other processes, no capabilities. The program ends with the worker. Without `--new-session`: `run` gives
 * the sandbox its own session, and in another one `killGroup` would not reach the program.
 */
const ISOLATION = ['--unshare-all', '--die-with-parent', '--cap-drop', 'ALL', '--dev', '/dev'];
/** The folders of libraries, and of the programs that a wrapper script calls. */
const SYSTEM_FOLDERS = [
  ...['/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/libexec', '/usr/bin', '/lib', '/lib32', '/lib64', '/bin'],
  ...['/etc/alternatives', '/etc/ld.so.cache'],
];
/** The same of Nix, Guix and Homebrew. */
const OTHER_FOLDERS = ['/nix/store', '/gnu/store', '/home/linuxbrew/.linuxbrew'];
const WITHOUT_NETWORK = ['unshare', '--net', '--user', '--map-root-user'];
const NO_FILES: Files = { inputs: [], folder: null };

const chosen = new Map<string, Sandbox>();

/**
 * Finds the strongest sandbox in which a program runs, by running it. Caches the result.
 * @param binary the absolute path of ffmpeg or ffprobe.
 */
export function sandboxOf(binary: string): Sandbox {
  const cached = chosen.get(binary);
  if (cached) return cached;
  const sandbox = choose(binary);
  chosen.set(binary, sandbox);
  return sandbox;
}

/** Returns a warning about the weakest sandbox; null if all are for files. Pure. */
export function describeSandboxes(sandboxes: readonly Sandbox[]): string | null {
  const weakest = sandboxes.find(({ kind }) => kind === 'none') ?? sandboxes.find(({ kind }) => kind === 'network');
  if (!weakest) return null;
  const what =
    weakest.kind === 'none'
      ? 'without a sandbox: a bad upload could read what this user can'
      : 'without network, but sees all files that this user can read';
  return `ffmpeg runs ${what}. ${weakest.reason ?? ''}`.trim();
}

function choose(binary: string): Sandbox {
  const none = (reason: string): Sandbox => ({ kind: 'none', reason, command: (args) => [binary, ...args] });
  if (process.platform !== 'linux') return none('Its sandbox needs Linux.');
  const bubblewrap = BUBBLEWRAP.find((path) => existsSync(path));
  let reason = 'Install bubblewrap (apt-get install bubblewrap) to change that.';
  if (bubblewrap !== undefined) {
    const real = realpath(binary);
    for (const readable of [[], SYSTEM_FOLDERS, [...SYSTEM_FOLDERS, ...OTHER_FOLDERS, ...prefixOf(real)]]) {
      const sandbox = bubblewrapSandbox(bubblewrap, real, readable);
      const failure = failureOf(sandbox.command(['-version'], NO_FILES));
      if (failure === null) return sandbox;
      reason = `bubblewrap does not run it here (${failure}).`;
    }
  }
  const command = (args: readonly string[]) => [...WITHOUT_NETWORK, binary, ...args];
  return failureOf(command(['-version'])) === null ? { kind: 'network', reason, command } : none(reason);
}

function bubblewrapSandbox(bubblewrap: string, binary: string, readable: readonly string[]): Sandbox {
  const readOnly = (path: string) => ['--ro-bind-try', path, path];
  return {
    kind: 'files',
    reason: null,
    command: (args, { inputs, folder }) => [
      ...[bubblewrap, ...ISOLATION, ...[...readable, binary, ...inputs].flatMap(readOnly)],
      ...(folder === null ? [] : ['--bind', folder, folder, '--chdir', folder]),
      ...['--remount-ro', '/', binary, ...args],
    ],
  };
}

/** Runs a command. @returns null if it succeeds, otherwise the last line of its errors. */
function failureOf([command = '', ...args]: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env: ENVIRONMENT, timeout: 10_000 });
  if (status === 0) return null;
  return stderr?.trim().split('\n').at(-1) || error?.message || `exit code ${status}`;
}

function realpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * Returns the installation folder of a program: /opt/ffmpeg for /opt/ffmpeg/bin/ffmpeg. Empty if that would be / or a
 * folder in it.
 */
function prefixOf(binary: string): string[] {
  const folder = dirname(binary);
  const prefix = dirname(folder);
  return basename(folder) === 'bin' && dirname(prefix) !== '/' && prefix !== '/' ? [prefix] : [];
}
