import { isLostDatabase, logLevelOf, type LogLevel } from './failure';
import type { Log } from './log';

/** Outages shorter than this get no "is back" line. */
const WORTH_AN_END_MS = 1000;

/** Logs one line per process when the database is lost, one when it returns. */
export class Outage {
  #since: number | null = null;

  constructor(
    private readonly log: Log,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Begins the outage when an error says that the database is lost. */
  notice(error: unknown): void {
    if (isLostDatabase(error)) this.begins(error);
  }

  /** The level at which a part logs an error: a lost database has its line already. */
  logLevelOf(error: unknown): LogLevel {
    return isLostDatabase(error) ? 'debug' : logLevelOf(error);
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
