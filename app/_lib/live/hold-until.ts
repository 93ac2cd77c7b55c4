/**
 * Holds things back until it is time for them, and then passes each on, once however often it came.
 * @param ready resolves when it is time for all that came before it was called. Neither it nor `passOn` may throw.
 * @returns what takes a thing.
 */
export function holdUntil<Thing>(ready: () => Promise<void>, passOn: (thing: Thing) => void): (thing: Thing) => void {
  let held = new Set<Thing>();
  let isBusy = false;

  async function work(): Promise<void> {
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
    if (!isBusy) void work();
  };
}
