/** At most this often, in milliseconds, and for this much news, in percent. */
const EVERY_MS = 1_000;
const STEP = 2;

/** Lets the progress of long work through, so that there are at most fifty reports of it, one a second. */
export class ProgressReports {
  #percent = 0;
  #time = 0;
  #sending: Promise<void> = Promise.resolve();

  /** @param send may fail: the next report, or the end of the work, says more. */
  constructor(
    private readonly send: (percent: number) => Promise<void>,
    private readonly onError: (error: unknown) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param percent whole, of all the work. */
  tell(percent: number): void {
    if (percent < this.#percent + STEP || this.now() < this.#time + EVERY_MS) return;
    this.#percent = percent;
    this.#time = this.now();
    this.#sending = this.#sending.then(() => this.send(percent)).catch(this.onError);
  }

  /** Resolves when the reports are out. */
  settled(): Promise<void> {
    return this.#sending;
  }
}
