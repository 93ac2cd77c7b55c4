import { backOff } from '../base/back-off';
import { REACTING } from '../parking/failed-message';

/** How long after its next try a job is remembered, in milliseconds. By then it was removed, or another process did it. */
const KEPT_MS = 10 * 60_000;

/** The jobs that this process cannot do now: how often it has tried, and when it tries again. */
export class ElsewhereJobs {
  readonly #jobs = new Map<string, { tries: number; at: number }>();

  /** Notes that a job cannot be done. @returns how often that was, and the milliseconds until it is tried again. */
  add(name: string, now = performance.now()): { tries: number; wait: number } {
    const tries = (this.#jobs.get(name)?.tries ?? 0) + 1;
    const wait = backOff(tries, Math.random, REACTING);
    this.#jobs.set(name, { tries, at: now + wait });
    return { tries, wait };
  }

  delete(name: string): void {
    this.#jobs.delete(name);
  }

  /** Returns the jobs that are not tried yet, with the milliseconds until they are. */
  waiting(now = performance.now()): Map<string, number> {
    for (const [name, { at }] of this.#jobs) if (at + KEPT_MS < now) this.#jobs.delete(name);
    const waits = [...this.#jobs].map(([name, { at }]) => [name, at - now] as const);
    return new Map(waits.filter(([, wait]) => wait > 0));
  }

  get size(): number {
    return this.#jobs.size;
  }
}
