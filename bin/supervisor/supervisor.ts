import { Child, type ChildSettings } from './child-process';
import type { Output } from './output';

/** The time that each group may take to stop, in ms. Together with Postgres the site stops within ten seconds. */
const TIMEOUTS_MS = { app: 2000, workers: 3000 };

/** Starts the processes of the site, restarts them when they die, and stops them in order. */
export class Supervisor {
  #app: Child[] = [];
  #workers: Child[] = [];
  #onStop: { name: string; stop: () => Promise<void> }[] = [];
  #stopped: Promise<void> | undefined;
  readonly #abort = new AbortController();
  readonly #output: Output;

  constructor(
    output: Output,
    private readonly timeoutsMs = TIMEOUTS_MS,
  ) {
    this.#output = output;
  }

  get stopping(): boolean {
    return this.#stopped !== undefined;
  }

  /** Is aborted when the stop starts. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  worker(settings: Omit<ChildSettings, 'output'>): Child {
    return this.#add(this.#workers, settings);
  }

  app(settings: Omit<ChildSettings, 'output'>): Child {
    return this.#add(this.#app, settings);
  }

  /**
   * Registers something to stop after the processes. The last one registered is stopped first.
   * @throws {Interrupted} during a stop, after it has called `stop`.
   */
  async onStop(name: string, stop: () => Promise<void>): Promise<void> {
    if (this.stopping) {
      await stop();
      throw new Interrupted();
    }
    this.#onStop.unshift({ name, stop });
  }

  /** Stops the app, the workers, and then everything that was registered. A second call waits for the first. */
  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      this.#abort.abort();
      await Promise.all(this.#app.map((child) => child.stop(this.timeoutsMs.app)));
      await Promise.all(this.#workers.map((child) => child.stop(this.timeoutsMs.workers)));
      for (const { name, stop } of this.#onStop) {
        await stop().catch((error: Error) => this.#output.say(`✗ ${name} did not stop cleanly: ${error.message}`));
      }
    })();
    return this.#stopped;
  }

  #add(group: Child[], settings: Omit<ChildSettings, 'output'>): Child {
    // An interrupted start adds nothing more.
    if (this.stopping) throw new Interrupted();
    const child = new Child({ ...settings, output: this.#output });
    group.push(child);
    return child.start();
  }
}

/** The start was interrupted by a stop. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}
