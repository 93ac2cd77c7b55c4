import type { ReportedRange } from '@/workers/view-counting/contract';

/** What one person plays of a video, from beginning to end, in seconds. */
export interface Playback {
  readonly ranges: readonly ReportedRange[];
  /** How much video was played. */
  readonly playedSeconds: number;
}

/** A passage that many watch twice. */
export interface Passage {
  readonly from: number;
  readonly to: number;
}

const INTRO_SHARE = 0.15;
const RATES = [1, 1, 1, 1, 1, 1.25, 1.5, 2];

/**
 * Plays a video as somebody might: most from the beginning, some from behind the introduction. Some leave early, half reach
 * the end, some repeat the hard passage, and some look at something else for a while.
 */
export function somePlayback(durationSeconds: number, hard: Passage, random: () => number): Playback {
  const rate = RATES[Math.floor(random() * RATES.length)]!;
  const end = toMilliseconds(durationSeconds * leavesAt(random));
  const repeats = random() < 0.3 && end > hard.to;
  const skipsIntro = random() < 0.2 && end > 2 * INTRO_SHARE * durationSeconds;
  const looksAway = random() < 0.1;
  const start = skipsIntro ? toMilliseconds(INTRO_SHARE * durationSeconds) : 0;
  const parts: Passage[] = [
    ...(skipsIntro ? [{ from: 0, to: Math.min(1.5, start) }] : []),
    ...(repeats ? [{ from: start, to: hard.to }, hard] : []),
    { from: repeats ? hard.to : start, to: end },
  ];
  let playedSeconds = 0;
  const ranges = parts.flatMap((part) => {
    const away = looksAway ? toMilliseconds((part.from + part.to) / 2) : part.to;
    return [
      { from: part.from, to: away, isVisible: true },
      { from: away, to: part.to, isVisible: false },
    ]
      .filter(({ from, to }) => to > from)
      .map((range) => {
        const at = playedSeconds;
        playedSeconds = toMilliseconds(playedSeconds + range.to - range.from);
        return { ...range, at, rate };
      });
  });
  return { ranges, playedSeconds };
}

/** Returns the parts of a playback that a report holds: all of the ranges that were not over `from` seconds into it. */
export function rangesBetween({ ranges }: Playback, from: number, to: number): ReportedRange[] {
  return ranges.flatMap((range) => {
    const start = Math.max(range.at, from);
    const end = Math.min(range.at + range.to - range.from, to);
    if (end <= start) return [];
    const shift = range.from - range.at;
    return [{ ...range, at: start, from: toMilliseconds(start + shift), to: toMilliseconds(end + shift) }];
  });
}

/** Rounds seconds to whole milliseconds. */
export function toMilliseconds(seconds: number): number {
  return Math.floor(seconds * 1000 + 1e-6) / 1000;
}

/** Returns where somebody leaves, as a share of the video: a fifth soon, a third on the way, the others at the end. */
function leavesAt(random: () => number): number {
  const fate = random();
  if (fate < 0.2) return 0.06 + 0.2 * random();
  return fate < 0.52 ? 0.25 + 0.7 * random() : 1;
}
