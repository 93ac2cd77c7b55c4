import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';

/** The additional time of each sync. */
export const SLOW_DISK_MS = 1;

/**
 * Compiles slow-disk.c.
 * @returns environment variables that slow down a server's disk; or the reason why it is not possible on this machine.
 */
export async function slowDisk(source: string, folder: string): Promise<Record<string, string> | string> {
  if (process.platform !== 'linux') return `LD_PRELOAD needs Linux, and this is ${process.platform}`;
  const library = join(folder, 'slow-disk.so');
  const failure = await compile(['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']);
  if (failure !== null) return failure;
  // The server may run as another user.
  await chmod(library, 0o755);
  return { LD_PRELOAD: library, SLOW_DISK_US: String(SLOW_DISK_MS * 1000) };
}

function compile(args: string[]): Promise<string | null> {
  return new Promise((done) => {
    execFile('gcc', args, (error) => {
      if (!error) done(null);
      else done(error.code === 'ENOENT' ? 'there is no gcc' : 'gcc cannot compile slow-disk.c');
    });
  });
}
