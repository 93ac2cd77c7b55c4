/** After a report of a viewing is passed on, its next one waits this long, in milliseconds. */
const REST_MS = 2000;
/** How many viewings can rest at a time. More pass on without a rest, so that memory stays bounded and nothing is lost. */
const MOST_RESTING = 10_000;

interface Paced {
  viewingId: string;
  watchedSeconds: number;
}

/**
 * Keeps a player, or a program that imitates one, from filling the message store: passes on one report of a viewing
 * every two seconds. Reports say how much was watched in all, so of those that come in between only the
 * furthest matters; it waits here, and is passed on when the rest is over. Should the process end before, up to two
 * seconds of one viewing's watch time are lost.
 * @returns takes a report, and resolves once it is passed on or waits.
 */
export function pace<Report extends Paced>(pass: (report: Report) => Promise<void>): (report: Report) => Promise<void> {
  const resting = new Map<string, { next: Report | null }>();

  async function take(report: Report): Promise<void> {
    const rest = resting.get(report.viewingId);
    if (rest) {
      if (!rest.next || report.watchedSeconds >= rest.next.watchedSeconds) rest.next = report;
      return;
    }
    if (resting.size < MOST_RESTING) begin(report.viewingId);
    await pass(report);
  }

  function begin(viewingId: string): void {
    const rest: { next: Report | null } = { next: null };
    resting.set(viewingId, rest);
    setTimeout(() => {
      resting.delete(viewingId);
      if (rest.next)
        void take(rest.next).catch((error: Error) => console.error('Lost a report of a viewing:', error.message));
    }, REST_MS);
  }

  return take;
}
