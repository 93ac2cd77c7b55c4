import { expiresAt, renewAddress } from '@/app/_lib/media/signed-address';

/** An address is renewed when it is valid for no longer than this. In milliseconds. */
const SOON_MS = 60_000;
/** How long a request waits for a new address. Longer than a page takes; without one it is sent as it is. */
const RENEWAL_MS = 5_000;

/**
 * Has the page rendered again before the signature of a film's address expires, once for each signature: the clock of a
 * computer may be wrong. A computer may also have slept for a night in the middle of a tutorial, and have no network yet.
 * Then the next request tries it again.
 */
export class AddressRenewal {
  #latest: string;
  readonly #refresh: () => Promise<boolean>;
  #current: { done: Promise<void>; end: () => void; isOver: boolean } | null = null;

  /** @param refresh renders the page again, and returns whether the page can be had. */
  constructor(latest: string, refresh: () => Promise<boolean>) {
    this.#latest = latest;
    this.#refresh = refresh;
  }

  /** Notes the address in the page as it was rendered last. */
  note(latest: string): void {
    if (latest === this.#latest) return;
    this.#latest = latest;
    this.#current?.end();
    this.#current = null;
  }

  /** Lets a signature be renewed again if that led to no new one. */
  again(): void {
    if (this.#current?.isOver) this.#current = null;
  }

  /** Returns the address to ask for instead of another one. */
  async addressOf(url: string): Promise<string> {
    if (expiresAt(this.#latest) < Date.now() + SOON_MS) await (this.#current ??= this.#begin()).done;
    return renewAddress(url, this.#latest);
  }

  #begin() {
    let resolve = () => {};
    const done = new Promise<void>((settle) => (resolve = settle));
    const current = { done, end, isOver: false };
    const timer = setTimeout(end, RENEWAL_MS);
    function end() {
      clearTimeout(timer);
      current.isOver = true;
      resolve();
    }
    void this.#refresh().then((isRefreshed) => {
      if (isRefreshed) return;
      end();
      if (this.#current === current) this.#current = null;
    });
    return current;
  }
}
