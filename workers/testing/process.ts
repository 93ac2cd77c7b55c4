import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { bundleOf, type Program } from './programs';

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** Resolves when the worker has reported to its supervisor that it is ready. */
  readonly ready: Promise<void>;
  /** The exit code, or the signal that killed it. */
  readonly ended: Promise<number | string>;
}

/** Starts a program as the supervisor starts workers: in its own process, with a channel to its parent. */
export function startProcess(program: Program, databaseUrl: string): WorkerProcess {
  const child = fork(bundleOf(program), {
    execArgv: [],
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | string);
  const ready = new Promise<void>((done) => {
    child.on('message', (message: { type?: string }) => {
      if (message.type === 'ready') done();
    });
  });
  return { child, ready, ended };
}
