/** A measured room counts for so long, in milliseconds, and for so many bytes: others write too. */
const FRESH_FOR_MS = 250;
const FRESH_FOR_BYTES = 1_000_000;

/** There is no room for more. */
export class NoRoomError extends Error {
  override name = 'NoRoomError';
}

/** Hands out what room a disk has to all writers of this process, without asking the system before each small write. */
export class RoomMeter {
  #left = 0;
  #taken = 0;
  #measuredAt = -Infinity;
  #measuring: Promise<void> | null = null;

  /**
   * @param measure how many bytes there is room for.
   * @param now in milliseconds.
   */
  constructor(
    private readonly measure: () => Promise<number>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws {NoRoomError} when there is no room for these bytes. */
  async take(bytes: number): Promise<void> {
    const isFresh = this.now() - this.#measuredAt < FRESH_FOR_MS && this.#taken + bytes <= FRESH_FOR_BYTES;
    if (bytes > this.#left || !isFresh) await this.#refresh();
    if (bytes > this.#left) throw new NoRoomError('The disk is full up to its reserve');
    this.#left -= bytes;
    this.#taken += bytes;
  }

  #refresh(): Promise<void> {
    this.#measuring ??= this.measure().then((room) => {
      this.#left = room;
      this.#taken = 0;
      this.#measuredAt = this.now();
    }).finally(() => (this.#measuring = null));
    return this.#measuring;
  }
}
