interface Kept {
  readonly size: number;
  readonly bytes: Promise<Buffer>;
  /** How many responses it is being sent by. */
  users: number;
}

/** A file in memory. Its bytes must not change, and stay until `release` is called, once. */
export interface TakenFile {
  readonly bytes: Buffer;
  readonly release: () => void;
}

/**
 * Keeps whole files in memory while they are sent, and the last ones after that: many viewers load the same files, and
 * often at the same time. So a file is read once for all of them, and slow clients share its memory.
 */
export class KeptFiles {
  /** By key, the least recently taken first. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  /** @param maxBytes of all kept files together. */
  constructor(private readonly maxBytes: number) {}

  /** Returns the kept file, or null. @param key of one state of a file. */
  async find(key: string): Promise<TakenFile | null> {
    const kept = this.#kept.get(key);
    return kept ? this.#take(key, kept) : null;
  }

  /**
   * Returns a file: the kept one, or one that is read now, for all who ask meanwhile.
   * @param key of one state of a file. @param size in bytes.
   * @returns null if there is no room for it, because what is being sent takes the rest.
   * @throws what `read` throws.
   */
  async take(key: string, size: number, read: () => Promise<Buffer>): Promise<TakenFile | null> {
    const kept = this.#kept.get(key) ?? this.#begin(size, read);
    return kept && this.#take(key, kept);
  }

  async #take(key: string, kept: Kept): Promise<TakenFile> {
    // Behind all others.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    kept.users += 1;
    try {
      return { bytes: await kept.bytes, release: () => void (kept.users -= 1) };
    } catch (error) {
      if (this.#kept.get(key) === kept) this.#drop(key, kept);
      throw error;
    }
  }

  #begin(size: number, read: () => Promise<Buffer>): Kept | null {
    for (const [key, kept] of this.#kept) {
      if (this.#bytes + size <= this.maxBytes) break;
      if (kept.users === 0) this.#drop(key, kept);
    }
    if (this.#bytes + size > this.maxBytes) return null;
    this.#bytes += size;
    return { size, bytes: read(), users: 0 };
  }

  #drop(key: string, { size }: Kept): void {
    this.#kept.delete(key);
    this.#bytes -= size;
  }
}
