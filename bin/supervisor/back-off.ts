const SHORTEST = 500;
/** With the time that the application takes to come up, it is back within ten seconds, however often it is killed. */
const LONGEST = 3_000;
const HEALTHY_AFTER = 60_000;

/** How long to wait before a child that died is started again: 0.5 s, doubled each time up to 3 s, forgotten after a minute of health. */
export class BackOff {
  #next = SHORTEST;

  /**
   * @param lived how long the child lived, in ms.
   * @returns how long to wait, in ms.
   */
  after(lived: number): number {
    if (lived >= HEALTHY_AFTER) this.#next = SHORTEST;
    const wait = this.#next;
    this.#next = Math.min(LONGEST, wait * 2);
    return wait;
  }
}
