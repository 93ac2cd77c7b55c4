/**
 * What waits for a place, from the most important: what users send, what they look at, and what their browsers fetch in
 * case they look at it.
 */
export type Kind = 'write' | 'page' | 'prefetch';

export const KINDS: readonly Kind[] = ['write', 'page', 'prefetch'];

/** How many requests Next may work on at once, and how many of each kind may wait for it. */
export interface Limits {
  running: number;
  waiting: Readonly<Record<Kind, number>>;
}

/** A place in the queue. */
export interface Place {
  /** Resolves when it is the request's turn: true; or false if it left before. */
  turn: Promise<boolean>;
  /** Ends the turn, or the wait. May be called repeatedly. */
  leave: () => void;
}

interface Waiting {
  kind: Kind;
  begin: (isTurn: boolean) => void;
}

/**
 * Lets a limited number of requests run at once, and a limited number wait. So under overload each request that is
 * accepted gets its answer in time, and the others hear at once that they have to come back later.
 */
export class RenderQueue {
  #running = 0;
  readonly #waiting: Record<Kind, Set<Waiting>> = { write: new Set(), page: new Set(), prefetch: new Set() };

  constructor(private readonly limits: Limits) {}

  /** Returns a place for a request; null if there is none. */
  enter(kind: Kind): Place | null {
    const isFree = this.#running < this.limits.running;
    if (!isFree && this.#waiting[kind].size >= this.limits.waiting[kind]) return null;
    let begin: Waiting['begin'] = () => {};
    const turn = new Promise<boolean>((resolve) => (begin = resolve));
    const waiting = { kind, begin };
    if (isFree) this.#begin(waiting);
    else this.#waiting[kind].add(waiting);
    let hasLeft = false;
    const leave = () => {
      if (hasLeft) return;
      hasLeft = true;
      if (this.#waiting[kind].delete(waiting)) return begin(false);
      this.#running -= 1;
      this.#next();
    };
    return { turn, leave };
  }

  /** How many requests run, and how many of each kind wait. */
  get state(): { running: number; waiting: Record<Kind, number> } {
    const { write, page, prefetch } = this.#waiting;
    return { running: this.#running, waiting: { write: write.size, page: page.size, prefetch: prefetch.size } };
  }

  #begin({ begin }: Waiting): void {
    this.#running += 1;
    begin(true);
  }

  #next(): void {
    for (const kind of KINDS) {
      const [first] = this.#waiting[kind];
      if (!first) continue;
      this.#waiting[kind].delete(first);
      return this.#begin(first);
    }
  }
}
