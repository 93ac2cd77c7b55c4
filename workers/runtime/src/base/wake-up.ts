import { EventEmitter } from 'node:events';

/**
 * Wakes sleeping consumers when their category has new messages. A notification that arrives while a consumer works is
 * remembered until it next waits, so none is lost between a read that found nothing and the sleep.
 */
export class WakeUp {
  readonly #events = new EventEmitter().setMaxListeners(0);

  /** The categories that consumers of this process read. */
  get categories(): string[] {
    return this.#events
      .eventNames()
      .flatMap((name) => (String(name).startsWith('category ') ? [String(name).slice(9)] : []));
  }

  /** Wakes the consumers of a category, or all of them. */
  wake(category?: string): void {
    if (category === undefined) this.#events.emit('all');
    else this.#events.emit(`category ${category}`);
  }

  /** Notifies listeners that partition assignments may have changed. */
  wakeAssignments(): void {
    this.#events.emit('shares');
  }

  /** Listens for changes of partition assignments. */
  subscribeToAssignments(): Sleeper {
    return new Sleeper(this.#events, ['shares', 'all']);
  }

  /** Wakes the runner of a consumer's jobs. */
  wakeJobs(consumer: string): void {
    this.#events.emit(`jobs ${consumer}`);
  }

  /** Returns a sleeper for the runner of a consumer's jobs. */
  subscribeToJobs(consumer: string): Sleeper {
    return new Sleeper(this.#events, [`jobs ${consumer}`, 'all']);
  }

  /** Returns a sleeper for one consumer. It remembers wake-ups that came since its last wait. */
  subscribe(category: string): Sleeper {
    return new Sleeper(this.#events, [`category ${category}`, 'all']);
  }
}

/** The longest delay of a timer in Node. A longer one fires at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** Lets one consumer sleep until it is woken. Made by `WakeUp.subscribe`. */
export class Sleeper {
  #woken = false;
  #resume: (() => void) | null = null;

  constructor(
    private readonly events: EventEmitter,
    private readonly names: readonly string[],
  ) {
    for (const name of names) events.on(name, this.wake);
  }

  readonly wake = (): void => {
    this.#woken = true;
    this.#resume?.();
  };

  /** Ends the subscription. */
  close(): void {
    for (const name of this.names) this.events.off(name, this.wake);
  }

  /** Resolves at the next wake-up, after the given time, or at once if there was a wake-up since the last call. */
  async sleep(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMEOUT_MS));
        this.#resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#resume = null;
    this.#woken = false;
  }
}
