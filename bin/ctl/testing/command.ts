import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** The command as a process, with its output in pipes. */
export interface CommandProcess {
  readonly child: ChildProcess;
  /** The output so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** The exit code, or the signal that killed it. */
  readonly ended: Promise<number | string>;
}

/** Starts `node bin/ctl.js …`. @param variables in addition to those of this process. */
export function startCommand(args: readonly string[], variables: Record<string, string>): CommandProcess {
  const child = spawn(process.execPath, ['bin/ctl.js', ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'test', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => (signal ?? code) as number | string);
  return { child, out: () => texts.out, err: () => texts.err, ended };
}
