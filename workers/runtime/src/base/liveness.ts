/** How long a turn may take over what it said, in milliseconds, before its loop counts as stuck. */
export const GRACE_MS = 60_000;

/** One loop of a worker, which says at each turn when it comes round again. */
export interface Pulse {
  /**
   * The loop is there, and will be again after `milliseconds` and a minute's grace at the most: reading and waking up
   * take their time on a busy machine. `Infinity` for work that takes as long as it takes, such as ffmpeg's.
   */
  turn(milliseconds?: number): void;
  /** The loop has ended, and no more is expected of it. */
  end(): void;
}

/**
 * Knows which loops of a process still turn. One that fails and backs off turns; so does one that waits for a long
 * effect outside. One that waits for ever, for an answer that does not come, does not: only a new process helps it.
 */
export class Liveness {
  readonly #due = new Map<symbol, { name: string; at: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Follows a loop from now on. @param name as people are told of it. */
  follow(name: string): Pulse {
    const key = Symbol(name);
    const turn = (milliseconds = 0) => void this.#due.set(key, { name, at: this.now() + milliseconds + GRACE_MS });
    turn();
    return { turn, end: () => void this.#due.delete(key) };
  }

  /** The loops that have not come round in time. */
  stuck(): string[] {
    return [...this.#due.values()].filter(({ at }) => this.now() > at).map(({ name }) => name);
  }
}
