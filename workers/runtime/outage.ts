import { isLostDatabase, loudnessOf, type Loudness } from './failure';
import type { Log } from './log';

/** Shorter ones, such as a connection that was cut, are over when they are told. */
const WORTH_AN_END_MS = 1000;

/** That the database is away is one line of a process, however many of its parts find out, and its return another. */
export class Outage {
  #since: number | null = null;

  constructor(private readonly log: Log, private readonly now: () => number = () => performance.now()) {}

  /** How loudly a part should log an error: that the database is away is logged here, and by no part. */
  loudnessOf(error: unknown): Loudness {
    if (!isLostDatabase(error)) return loudnessOf(error);
    this.begins(error);
    return 'debug';
  }

  /** A connection was lost, or could not be made. */
  begins(error: unknown): void {
    if (this.#since !== null) return;
    this.#since = this.now();
    this.log.warn({ reason: reasonOf(error) }, 'lost the database, trying again until it is back');
  }

  /** A part has reached the database. */
  ends(): void {
    if (this.#since === null) return;
    const lasted = this.now() - this.#since;
    this.#since = null;
    if (lasted >= WORTH_AN_END_MS) this.log.info({ seconds: Math.round(lasted / 1000) }, 'the database is back');
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
