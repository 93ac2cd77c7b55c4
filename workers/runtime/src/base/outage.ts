import { isLostDatabase, logLevelOf, type LogLevel } from './failure';
import type { Log } from './log';

/** Outages shorter than this get no "is back" line. */
const MIN_LOGGED_MS = 1000;

/** Logs one line per process when the database is lost, and one when it is back. */
export class Outage {
  #since: number | null = null;

  constructor(
    private readonly log: Log,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Starts an outage if the error means that the database is lost. */
  notice(error: unknown): void {
    if (isLostDatabase(error)) this.begins(error);
  }

  /** Returns the level at which to log an error. A lost database has its own line already. */
  logLevelOf(error: unknown): LogLevel {
    return isLostDatabase(error) ? 'debug' : logLevelOf(error);
  }

  /** Reports that a connection was lost, or could not be opened. */
  begins(error: unknown): void {
    if (this.#since !== null) return;
    this.#since = this.now();
    this.log.warn({ reason: reasonOf(error) }, 'lost the database, trying again until it is back');
  }

  /** Reports that the database answered. */
  ends(): void {
    if (this.#since === null) return;
    const lasted = this.now() - this.#since;
    this.#since = null;
    if (lasted >= MIN_LOGGED_MS) this.log.info({ seconds: Math.round(lasted / 1000) }, 'the database is back');
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
