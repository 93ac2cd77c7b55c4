/** The delay of a loop, in milliseconds, after which it counts as stuck. */
export const GRACE_MS = 60_000;

/** The pulse of one loop of a worker. At each turn the loop reports when to expect the next. */
export interface Pulse {
  /**
   * Reports that the loop is alive, and that its next turn is at most `milliseconds` away. A minute of grace is added
   * for a busy machine. `Infinity` for work of unknown length, such as ffmpeg's.
   */
  turn(milliseconds?: number): void;
  /** Reports that the loop has ended. */
  end(): void;
}

/**
 * Watches the loops of a process. A loop that backs off after a failure, or waits for a long external effect, is alive.
 * A loop that waits for an answer that never comes is stuck, and only a restart of the process helps.
 */
export class Liveness {
  readonly #due = new Map<symbol, { name: string; at: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Starts to watch a loop. @param name shown to operators. */
  follow(name: string): Pulse {
    const key = Symbol(name);
    const turn = (milliseconds = 0) => void this.#due.set(key, { name, at: this.now() + milliseconds + GRACE_MS });
    turn();
    return { turn, end: () => void this.#due.delete(key) };
  }

  /** Returns the names of the loops that are late. */
  stuck(): string[] {
    return [...this.#due.values()].filter(({ at }) => this.now() > at).map(({ name }) => name);
  }
}
