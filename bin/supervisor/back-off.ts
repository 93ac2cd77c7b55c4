const MIN_MS = 500;
/**
 * The maximum delay. Including its start-up, the application is back within ten seconds, even if it is killed
 * repeatedly.
 */
const MAX_MS = 3_000;
const HEALTHY_AFTER_MS = 60_000;

/** The delay before a dead child is restarted: 0.5 s, doubled each time up to 3 s, reset after a minute of health. */
export class BackOff {
  #next = MIN_MS;

  /**
   * @param lifetime of the child, in ms.
   * @returns the delay in ms.
   */
  after(lifetime: number): number {
    if (lifetime >= HEALTHY_AFTER_MS) this.#next = MIN_MS;
    const wait = this.#next;
    this.#next = Math.min(MAX_MS, wait * 2);
    return wait;
  }
}
