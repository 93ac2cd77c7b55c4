import { expiresAt, renewAddress } from '@/app/_lib/media/signed-address';

/** An address is renewed when it is valid for less than this, in milliseconds. */
const SOON_MS = 60_000;
/** How long a request waits for a new address: longer than a page takes on a slow network. Then it uses the old one. */
const RENEWAL_MS = 20_000;

/**
 * Renders the page again before the signature of a film's address expires. Does so once for each signature, because a
 * computer's clock may be wrong. If the site cannot be reached, as after a night's sleep in the middle of a tutorial,
 * the next request tries again.
 */
export class AddressRenewal {
  #latest: string;
  readonly #refresh: () => Promise<boolean>;
  #current: { done: Promise<void>; end: () => void; isOver: boolean } | null = null;

  /** @param refresh renders the page again, and returns whether the site could be reached. */
  constructor(latest: string, refresh: () => Promise<boolean>) {
    this.#latest = latest;
    this.#refresh = refresh;
  }

  /** Notes the address in the latest rendering of the page. */
  note(latest: string): void {
    if (latest === this.#latest) return;
    this.#latest = latest;
    this.#current?.end();
    this.#current = null;
  }

  /** Allows another renewal if the last one led to no new signature. */
  again(): void {
    if (this.#current?.isOver) this.#current = null;
  }

  /** Returns an address with the current signature. */
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
