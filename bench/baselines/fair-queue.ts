/** A queue of one worker at some moment. */
export interface Queued {
  /** The seconds of work that each owner has had. */
  readonly served: ReadonlyMap<string, number>;
  /** What waits, the oldest first: the seconds of the jobs of each, in their order. */
  readonly waiting: readonly { readonly owner: string; readonly jobs: readonly number[]; readonly isBegun: boolean }[];
  /** The seconds until the worker is free. */
  readonly busy: number;
}

/**
 * Returns how long it takes until the jobs of an owner who comes now are done, in a start-time fair queue that costs
 * nothing: the owner who has had the least is next, one who comes again starts at the least of the others, and each
 * finishes what is begun before beginning another. Pure.
 */
export function fairWait({ served, waiting, busy }: Queued, owner: string, jobs: readonly number[]): number {
  const clocks = new Map(waiting.map((each) => [each.owner, served.get(each.owner) ?? 0]));
  clocks.set(owner, Math.min(...clocks.values()));
  const line = [
    ...waiting.filter(({ isBegun }) => isBegun),
    ...waiting.filter(({ isBegun }) => !isBegun),
    { owner, jobs },
  ].map((each) => ({ owner: each.owner, jobs: [...each.jobs] }));
  let now = busy;
  for (;;) {
    const [next] = [...clocks].toSorted(([, one], [, other]) => one - other)[0]!;
    const work = line.find((each) => each.owner === next && each.jobs.length > 0);
    if (!work) {
      clocks.delete(next);
      continue;
    }
    const seconds = work.jobs.shift()!;
    now += seconds;
    clocks.set(next, clocks.get(next)! + seconds);
    // Begun work comes before other work of its owner.
    line.splice(line.indexOf(work), 1);
    line.unshift(work);
    if (next === owner && work.jobs.length === 0) return now;
  }
}
