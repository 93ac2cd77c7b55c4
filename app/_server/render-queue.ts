/**
 * What waits for a place, from the most important: what users send, what they look at, and what their browsers fetch in
 * case they look at it.
 */
export type Kind = 'write' | 'page' | 'prefetch';

export const KINDS: readonly Kind[] = ['write', 'page', 'prefetch'];

/** How many requests Next may work on at once, how many of each kind may wait for it, and how long, in milliseconds. */
export interface Limits {
  running: number;
  waiting: Readonly<Record<Kind, number>>;
  waitMs: Readonly<Record<Kind, number>>;
}

/** How a wait ends: it is the request's turn, it left before, or it has waited too long. */
export type WaitEnd = 'turn' | 'left' | 'late';

/** A place in the queue. */
export interface QueuePlace {
  /** Resolves when the wait ends. */
  wait: Promise<WaitEnd>;
  /** Ends the turn, or the wait. May be called repeatedly. */
  leave: () => void;
}

interface Waiting {
  kind: Kind;
  end: (how: WaitEnd) => void;
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
  enter(kind: Kind): QueuePlace | null {
    const isFree = this.#running < this.limits.running;
    if (!isFree && this.#waiting[kind].size >= this.limits.waiting[kind]) return null;
    let timer: NodeJS.Timeout | undefined;
    let end: Waiting['end'] = () => {};
    const wait = new Promise<WaitEnd>((resolve) => {
      end = (how) => {
        clearTimeout(timer);
        resolve(how);
      };
    });
    const waiting = { kind, end };
    if (isFree) this.#begin(waiting);
    else this.#waiting[kind].add(waiting);
    let hasLeft = false;
    const leave = (how: WaitEnd = 'left') => {
      if (hasLeft) return;
      hasLeft = true;
      if (this.#waiting[kind].delete(waiting)) return end(how);
      this.#running -= 1;
      this.#next();
    };
    if (!isFree) timer = setTimeout(() => leave('late'), this.limits.waitMs[kind]);
    return { wait, leave: () => leave() };
  }

  /** How many requests run, and how many of each kind wait. */
  get state(): { running: number; waiting: Record<Kind, number> } {
    const { write, page, prefetch } = this.#waiting;
    return { running: this.#running, waiting: { write: write.size, page: page.size, prefetch: prefetch.size } };
  }

  #begin({ end }: Waiting): void {
    this.#running += 1;
    end('turn');
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
