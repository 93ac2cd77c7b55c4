import { EventEmitter } from 'node:events';

/**
 * Tells sleeping consumers that their category has news. A notification that comes while a consumer is at work
 * is remembered until it next waits, so none falls between the read that found nothing and the sleep.
 */
export class WakeUp {
  readonly #events = new EventEmitter().setMaxListeners(0);

  /** The categories that somebody reads here. */
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

  /** Tells that who does what may have changed. */
  wakeAssignments(): void {
    this.#events.emit('shares');
  }

  /** Hears of changes in who does what. */
  subscribeToAssignments(): Sleeper {
    return new Sleeper(this.#events, ['shares', 'all']);
  }

  /** A consumer's own view of it: remembers what came since the last wait. */
  subscribe(category: string): Sleeper {
    return new Sleeper(this.#events, [`category ${category}`, 'all']);
  }
}

/** Of timers in Node; beyond, they end at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** What one consumer sleeps by. Made by `WakeUp.subscribe`. */
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

  /** Hears of nothing any more. */
  close(): void {
    for (const name of this.names) this.events.off(name, this.wake);
  }

  /** Resolves at the next wake-up (at once if there was one since the last call), or when the time is over. */
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
