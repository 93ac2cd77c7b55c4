/** How far the position may get ahead of the clock between two samples, in seconds. Browsers report both roughly. */
const SLACK_SECONDS = 0.5;

/**
 * Sums up the seconds of a video that really played, without skipped parts and pauses. A part that is watched twice
 * counts twice. Positions are in seconds of video, times in milliseconds of a clock that never goes back.
 */
export class WatchedTime {
  #seconds = 0;
  #last: { position: number; at: number } | null = null;

  /** The total, in seconds of video. */
  get seconds(): number {
    return Math.round(this.#seconds * 1000) / 1000;
  }

  /** Notes the position while the video plays. Call it often. The first call only sets where counting begins. */
  playedTo(position: number, rate: number, now: number): void {
    const last = this.#last;
    this.#last = { position, at: now };
    if (!last) return;
    const played = position - last.position;
    const possible = ((now - last.at) / 1000 + SLACK_SECONDS) * rate;
    // Any more would be a jump without a seeking event.
    if (played > 0 && played <= possible) this.#seconds += played;
  }

  /** Notes that the video stopped or jumps. Counting begins again at the next position. */
  interrupt(): void {
    this.#last = null;
  }
}
