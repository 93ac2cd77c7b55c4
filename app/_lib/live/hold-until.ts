/**
 * Holds things back until they are ready, then passes each on once, even if it arrived several times.
 * @param ready resolves when everything that arrived before the call is ready. Neither it nor `passOn` may throw.
 * @returns a function that takes a thing.
 */
export function holdUntil<Thing>(ready: () => Promise<void>, passOn: (thing: Thing) => void): (thing: Thing) => void {
  let held = new Set<Thing>();
  let isBusy = false;

  async function passOnAll(): Promise<void> {
    isBusy = true;
    try {
      while (held.size > 0) {
        const batch = held;
        held = new Set();
        await ready();
        for (const thing of batch) passOn(thing);
      }
    } finally {
      isBusy = false;
    }
  }

  return (thing) => {
    held.add(thing);
    if (!isBusy) void passOnAll();
  };
}
