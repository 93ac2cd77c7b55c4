import { Child, type ChildSettings } from './child-process';
import type { Output } from './output';

/** How long a group may take to stop, in ms. With Postgres all is over within ten seconds. */
const TIMEOUTS_MS = { app: 2000, workers: 3000 };

/** Holds the site's processes: starts them, keeps them running and stops them in order. */
export class Supervisor {
  #app: Child[] = [];
  #workers: Child[] = [];
  #atTheEnd: { name: string; stop: () => Promise<void> }[] = [];
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

  /** Aborted when the stop begins. */
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
   * Registers what stops after the processes: last registered, first stopped.
   * @throws {Interrupted} where the stop has begun; what was to be registered is stopped then.
   */
  async atTheEnd(name: string, stop: () => Promise<void>): Promise<void> {
    if (this.stopping) {
      await stop();
      throw new Interrupted();
    }
    this.#atTheEnd.unshift({ name, stop });
  }

  /** Stops everything in order: the app, the workers, and then what they stand on. A second call waits for the first. */
  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      this.#abort.abort();
      await Promise.all(this.#app.map((child) => child.stop(this.timeoutsMs.app)));
      await Promise.all(this.#workers.map((child) => child.stop(this.timeoutsMs.workers)));
      for (const { name, stop } of this.#atTheEnd) {
        await stop().catch((error: Error) => this.#output.say(`✗ ${name} did not stop cleanly: ${error.message}`));
      }
    })();
    return this.#stopped;
  }

  #add(group: Child[], settings: Omit<ChildSettings, 'output'>): Child {
    // A start that is interrupted half-way adds nothing any more.
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
