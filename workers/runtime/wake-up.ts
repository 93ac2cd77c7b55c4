import { EventEmitter } from 'node:events';

/**
 * Tells sleeping consumers that their category has news. A notification that comes while a consumer is at work
 * is remembered until it next waits, so none falls between the read that found nothing and the sleep.
 */
export class WakeUp {
  readonly #events = new EventEmitter().setMaxListeners(0);

  /** Wakes the consumers of a category, or all of them. */
  wake(category?: string): void {
    if (category === undefined) this.#events.emit('all');
    else this.#events.emit(`category ${category}`);
  }

  /** A consumer's own view of it: remembers what came since the last wait. */
  subscribe(category: string): Sleeper {
    return new Sleeper(this.#events, [`category ${category}`, 'all']);
  }
}

/** What one consumer sleeps by. Made by `WakeUp.subscribe`. */
export class Sleeper {
  #woken = false;
  #resume: (() => void) | null = null;

  constructor(events: EventEmitter, names: readonly string[]) {
    for (const name of names) events.on(name, () => this.wake());
  }

  wake(): void {
    this.#woken = true;
    this.#resume?.();
  }

  /** Resolves at the next wake-up (at once if there was one since the last call), or when the time is over. */
  async sleep(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
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
