import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '@/bin/supervisor/build';
import type { WorkerFile } from '@/bin/supervisor/workers';
import type { Testbed } from './testbed';

/** With which the started processes sign. */
export const SECRET = 'for benchmarks, and nothing to hide';

const TIMEOUT_MS = 60_000;

export interface WorkerProcess {
  readonly pid: number;
  /** The peak of its resident memory, in MB. */
  peakMb(): Promise<number>;
  stop(): Promise<void>;
}

/** Bundles workers as `npm start` does. The testbed deletes the bundles when it is closed. */
export async function bundleWorkers(testbed: Testbed, workers: readonly WorkerFile[]): Promise<WorkerFile[]> {
  // The bundles import packages, so they must be in a folder below node_modules.
  const folder = join(testbed.root, 'node_modules/.cache/video-tutorials-bench', String(process.pid));
  testbed.onClose(() => rm(folder, { recursive: true, force: true }));
  return bundle(testbed.root, workers, folder);
}

/** Starts a worker process, as the supervisor does, and waits until it is ready. */
export async function startProcess(
  testbed: Testbed,
  file: string,
  databaseUrl: string,
  args: string[] = [],
): Promise<WorkerProcess> {
  const child = fork(file, args, {
    execArgv: ['--enable-source-maps'],
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      DATA_DIR: join(testbed.folder, 'data'),
      SECRET,
      LOG_LEVEL: 'warn',
    },
    // Standard output belongs to the figures.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(force);
  };
  testbed.onClose(stop);
  await Promise.race([readiness(child), exited.then(([code]) => Promise.reject(new Error(`${file} ended (${code})`)))]);
  return { pid: child.pid!, peakMb: () => peakMb(child), stop };
}

function readiness(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('A worker did not become ready')), TIMEOUT_MS);
    child.on('message', (message: { type?: string }) => {
      if (message.type !== 'ready') return;
      clearTimeout(late);
      done();
    });
  });
}

/** On Linux from /proc. Elsewhere it asks the worker, which must import `./peak`. */
async function peakMb(child: ChildProcess): Promise<number> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }
  child.send('peak');
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ type?: string; kb?: number }];
    if (message.type === 'peak') return (message.kb ?? NaN) / 1024;
  }
}
