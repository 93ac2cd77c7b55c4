import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The additional time of each sync. */
export const SLOW_DISK_MS = 1;
/** The time between the signals to two listeners. */
const SLOW_SIGNALS_MS = 2;

/**
 * Compiles slow-disk.c.
 * @returns environment variables that slow down a server's disk; or the reason why it is not possible on this machine.
 */
export async function slowDisk(root: string, folder: string): Promise<Record<string, string> | string> {
  return preload(join(root, 'bench/slow-disk.c'), folder, { SLOW_DISK_US: String(SLOW_DISK_MS * 1000) });
}

/**
 * Compiles slow-signals.c.
 * @returns environment variables with which a server signals its listeners slowly; or the reason why it is not possible.
 */
export async function slowSignals(root: string, folder: string): Promise<Record<string, string> | string> {
  return preload(join(root, 'bench/slow-signals.c'), folder, { SLOW_SIGNALS_US: String(SLOW_SIGNALS_MS * 1000) });
}

async function preload(
  source: string,
  folder: string,
  variables: Record<string, string>,
): Promise<Record<string, string> | string> {
  if (process.platform !== 'linux') return `LD_PRELOAD needs Linux, and this is ${process.platform}`;
  const name = basename(source, '.c');
  const library = join(folder, `${name}.so`);
  const failure = await compile(['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], name);
  if (failure !== null) return failure;
  // The server may run as another user.
  await chmod(library, 0o755);
  return { LD_PRELOAD: library, ...variables };
}

function compile(args: string[], name: string): Promise<string | null> {
  return new Promise((done) => {
    execFile('gcc', args, (error) => {
      if (!error) done(null);
      else done(error.code === 'ENOENT' ? 'there is no gcc' : `gcc cannot compile ${name}.c`);
    });
  });
}
