import { DiskFullError } from '@/disk-space';

/**
 * The disk is measured again after this many milliseconds, or this many bytes or this part of what is left, because
 * others write to it too.
 */
const FRESH_FOR_MS = 250;
const FRESH_FOR_BYTES = 1_000_000;
const FRESH_FOR_PART = 0.01;

/** Hands out the free bytes of a disk to all writers of this process, without a system call before each small write. */
export class DiskSpaceMeter {
  #left = 0;
  #taken = 0;
  #measuredAt = -Infinity;
  #measuring: Promise<void> | null = null;

  /**
   * @param measure returns the free bytes.
   * @param now returns milliseconds.
   */
  constructor(
    private readonly measure: () => Promise<number>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws {DiskFullError} if fewer bytes are free. */
  async take(bytes: number): Promise<void> {
    const freshFor = Math.max(FRESH_FOR_BYTES, this.#left * FRESH_FOR_PART);
    const isFresh = this.now() - this.#measuredAt < FRESH_FOR_MS && this.#taken + bytes <= freshFor;
    if (bytes > this.#left || !isFresh) await this.#refresh();
    if (bytes > this.#left) throw new DiskFullError('The disk is full up to its reserve');
    this.#left -= bytes;
    this.#taken += bytes;
  }

  #refresh(): Promise<void> {
    this.#measuring ??= this.measure()
      .then((bytes) => {
        this.#left = bytes;
        this.#taken = 0;
        this.#measuredAt = this.now();
      })
      .finally(() => (this.#measuring = null));
    return this.#measuring;
  }
}
