/**
 * How far the position may get ahead of the clock between two samples, in seconds, because browsers report both
 * roughly.
 */
const SLACK_SECONDS = 0.5;

/**
 * Sums up the seconds of a video that really played, so neither what was skipped nor what was paused. Twice watched
 * counts twice. Positions are in seconds of video, times in milliseconds of a clock that never goes back.
 */
export class WatchedTime {
  #seconds = 0;
  #last: { position: number; at: number } | null = null;

  /** Seconds of video, in all. */
  get seconds(): number {
    return Math.round(this.#seconds * 1000) / 1000;
  }

  /** It plays, and its position is this. Call it often; the first call only sets where counting begins. */
  playedTo(position: number, rate: number, now: number): void {
    const last = this.#last;
    this.#last = { position, at: now };
    if (!last) return;
    const played = position - last.position;
    const possible = ((now - last.at) / 1000 + SLACK_SECONDS) * rate;
    // More is a jump without a seeking event.
    if (played > 0 && played <= possible) this.#seconds += played;
  }

  /** It stopped, or jumps: counting begins again at the next position. */
  interrupt(): void {
    this.#last = null;
  }
}
