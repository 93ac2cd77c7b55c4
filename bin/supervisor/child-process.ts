import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BackOff } from './back-off';
import type { Output } from './output';

/** The longest wait for the last lines of a child that has ended, in milliseconds. */
const LAST_LINES_MS = 5000;
/** The module that every child preloads. */
export const GUARD = fileURLToPath(new URL('guard.js', import.meta.url));

export interface ChildSettings {
  /** The prefix of its log lines. */
  name: string;
  /** The arguments after `node`. */
  args: string[];
  env: Record<string, string>;
  output: Output;
  /** Resolves when the started child is healthy. By default when it sends `{ type: 'ready' }`. */
  healthy?: (signal: AbortSignal) => Promise<void>;
}

/**
 * A supervised Node process. It is restarted when it dies, with a back-off. It leads its own process group, so that
 * Ctrl-C in the terminal reaches only the supervisor, and so that its own children end with it.
 */
export class Child {
  readonly name: string;
  /** Resolves when it is healthy for the first time. */
  readonly ready: Promise<void>;
  #settings: ChildSettings;
  #process: ChildProcess | undefined;
  #backOff = new BackOff();
  #restart: NodeJS.Timeout | undefined;
  #stopping = false;
  #starts = 0;
  #markReady!: () => void;

  constructor(settings: ChildSettings) {
    this.name = settings.name;
    this.#settings = settings;
    this.ready = new Promise((done) => {
      this.#markReady = done;
    });
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): this {
    const { name, args, env, output, healthy } = this.#settings;
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['--import', GUARD, ...args], {
      env: env as NodeJS.ProcessEnv,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process = child;
    this.#starts += 1;
    output.prefix(name, child.stdout!);
    output.prefix(name, child.stderr!, 'warn');
    child.on('message', (message) => {
      if (!healthy && (message as { type?: string } | null)?.type === 'ready') this.#isReady();
    });
    const ended = new AbortController();
    healthy?.(ended.signal).then(
      () => this.#isReady(),
      () => {},
    );
    child.once('exit', (code, signal) => {
      ended.abort();
      if (!this.#stopping) this.#endGroup(child);
      this.#died(code, signal, performance.now() - startedAt);
    });
    child.once('error', (error) => {
      output.say(`✗ ${name} could not be started: ${error.message}`);
    });
    return this;
  }

  /** Restarts it immediately, for development when its source has changed. */
  async restart(): Promise<void> {
    await this.stop(3000);
    this.#stopping = false;
    this.#backOff = new BackOff();
    this.start();
  }

  /** Sends SIGTERM, and after a time kills its whole process group. Resolves when its last lines are written. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#process;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((done) => {
      child.once('exit', () => done());
    });
    const closed = new Promise<void>((done) => {
      child.once('close', () => done());
    });
    child.kill('SIGTERM');
    const timer = setTimeout(() => this.#endGroup(child), timeoutMs);
    await exited;
    clearTimeout(timer);
    this.#endGroup(child);
    // A process outside of its group could keep its output open.
    await Promise.race([closed, delay(LAST_LINES_MS, undefined, { ref: false })]);
  }

  #isReady(): void {
    if (this.#starts > 1) this.#settings.output.say(`✓ ${this.name} is back`);
    this.#markReady();
  }

  #died(code: number | null, signal: NodeJS.Signals | null, lifetime: number): void {
    if (this.#stopping) return;
    const wait = this.#backOff.after(lifetime);
    const ending = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
    this.#settings.output.say(`✗ ${this.name} ${ending}; it starts again in ${wait / 1000} s`);
    this.#restart = setTimeout(() => this.start(), wait);
  }

  #endGroup(child: ChildProcess): void {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // The group has ended.
    }
  }
}
