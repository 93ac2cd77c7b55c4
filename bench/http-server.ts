import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Address } from './load/connection';
import type { Testbed } from './testbed';

/** A process that serves HTTP. */
export interface HttpServer extends Address {
  readonly pid: number;
}

/**
 * Starts a baseline's server, a TypeScript file that calls `reportPort`, with the environment of production.
 * @param file its path in the repository.
 */
export async function startHttpServer(
  testbed: Pick<Testbed, 'root' | 'onClose'>,
  file: string,
  env: Record<string, string>,
): Promise<HttpServer> {
  const child = fork(join(testbed.root, file), {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    // Standard output belongs to the figures.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  testbed.onClose(async () => void child.kill('SIGKILL'));
  const [{ port }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended (${code})`))),
  ])) as [{ port: number }];
  return { host: '127.0.0.1', port, pid: child.pid! };
}
