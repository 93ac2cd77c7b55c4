/** The minimum interval between two reports. */
const INTERVAL_MS = 3_000;
/** The minimum difference between two reports, in percent. */
const STEP = 2;

/** Throttles the progress reports of long work: at most one in three seconds, and fifty in total. */
export class ProgressReports {
  #percent = 0;
  #time = 0;
  #sending: Promise<void> = Promise.resolve();

  /** @param send may fail: later reports replace this one. */
  constructor(
    private readonly send: (percent: number) => Promise<void>,
    private readonly onError: (error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Sends a report, unless it comes too early. @param percent of all the work, a whole number. */
  report(percent: number): void {
    if (percent < this.#percent + STEP || this.now() < this.#time + INTERVAL_MS) return;
    this.#percent = percent;
    this.#time = this.now();
    this.#sending = this.#sending.then(() => this.send(percent)).catch(this.onError);
  }

  /** Resolves when all reports are sent. */
  settled(): Promise<void> {
    return this.#sending;
  }
}
