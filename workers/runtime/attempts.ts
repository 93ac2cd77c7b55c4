const ATTEMPTS = 5;

/**
 * Counts how often each message failed, in this process. After five failures (1.5 s, by the consumer's back-off) a
 * message has had its chance, and may be parked so that the others go on.
 */
export class Attempts {
  readonly #failures = new Map<string, number>();

  /** Notes a failure. @returns whether it was the last one to wait for. */
  failed(messageId: string): boolean {
    const failures = (this.#failures.get(messageId) ?? 0) + 1;
    this.#failures.set(messageId, failures);
    return failures >= ATTEMPTS;
  }

  /** Forgets all failures: what was counted has been handled or parked. */
  clear(): void {
    this.#failures.clear();
  }
}
