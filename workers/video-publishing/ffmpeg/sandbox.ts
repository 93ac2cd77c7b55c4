import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** The isolation a program runs in. */
export interface Sandbox {
  /** `files`: it sees its input, its work folder and no network. `network`: no network. `none`: all that this user may. */
  readonly kind: 'files' | 'network' | 'none';
  /** Why it is not `files`, as the start says it. */
  readonly reason: string | null;
  /** The command line that runs the program with `args` inside. */
  command(args: readonly string[], files: Files): readonly string[];
}

export interface Files {
  /** Absolute paths that it may read. */
  readonly inputs: readonly string[];
  /** The folder that it may write, and where it runs. */
  readonly folder: string | null;
}

/**
 * All that a program sees of our environment: nothing that opens anything. A thread more may want 64 MB of addresses to
 * itself, which is much of the limit that it has on a machine of many cores.
 */
export const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  MALLOC_ARENA_MAX: '2',
} as unknown as NodeJS.ProcessEnv;

const BUBBLEWRAP = ['/usr/bin/bwrap', '/usr/local/bin/bwrap', '/bin/bwrap'];
/** No network, nobody else's processes, no rights; and it dies with us. */
const SHUT_OFF = ['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--dev', '/dev'];
/** Where a system keeps what its programs load, and what the script around a program calls. */
const OF_THE_SYSTEM = [
  ...['/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/libexec', '/usr/bin', '/lib', '/lib32', '/lib64', '/bin'],
  ...['/etc/alternatives', '/etc/ld.so.cache'],
];
/** Where others keep both, beside `lib` next to the program's `bin`. */
const OF_OTHERS = ['/nix/store', '/gnu/store', '/home/linuxbrew/.linuxbrew'];
const WITHOUT_NETWORK = ['unshare', '--net', '--user', '--map-root-user'];
const NO_FILES: Files = { inputs: [], folder: null };

const chosen = new Map<string, Sandbox>();

/**
 * Finds the strongest sandbox in which a program runs here, by trying it as this user; asked again, it is the same.
 * @param binary the absolute path of ffmpeg or ffprobe.
 */
export function sandboxOf(binary: string): Sandbox {
  const known = chosen.get(binary);
  if (known) return known;
  const sandbox = choose(binary);
  chosen.set(binary, sandbox);
  return sandbox;
}

/** What the start says where a sandbox is not whole; null where it is. Pure. */
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
    for (const readable of [[], OF_THE_SYSTEM, [...OF_THE_SYSTEM, ...OF_OTHERS, ...prefixOf(real)]]) {
      const sandbox = bubble(bubblewrap, real, readable);
      const failure = failureOf(sandbox.command(['-version'], NO_FILES));
      if (failure === null) return sandbox;
      reason = `bubblewrap does not run it here (${failure}).`;
    }
  }
  const command = (args: readonly string[]) => [...WITHOUT_NETWORK, binary, ...args];
  return failureOf(command(['-version'])) === null ? { kind: 'network', reason, command } : none(reason);
}

function bubble(bubblewrap: string, binary: string, readable: readonly string[]): Sandbox {
  const readOnly = (path: string) => ['--ro-bind-try', path, path];
  return {
    kind: 'files',
    reason: null,
    command: (args, { inputs, folder }) => [
      ...[bubblewrap, ...SHUT_OFF, ...[...readable, binary, ...inputs].flatMap(readOnly)],
      ...(folder === null ? [] : ['--bind', folder, folder, '--chdir', folder]),
      ...['--remount-ro', '/', binary, ...args],
    ],
  };
}

/** Null where it ran to a good end; else the last that it said. */
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

/** Of /opt/ffmpeg/bin/ffmpeg: /opt/ffmpeg, where its libraries are. Nothing so wide as a folder of the root. */
function prefixOf(binary: string): string[] {
  const folder = dirname(binary);
  const prefix = dirname(folder);
  return basename(folder) === 'bin' && dirname(prefix) !== '/' && prefix !== '/' ? [prefix] : [];
}
