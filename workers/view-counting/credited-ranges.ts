import type { ReportedRange, WatchedRange } from './contract';

/** A range in whole milliseconds, on the axis of what the viewing has played and on that of the video. */
interface Piece {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly rate: number;
  readonly isVisible: boolean;
}

/**
 * Returns what a credit was of: the parts of the reported ranges that the viewing played after `before` and up to `after`
 * seconds of video. So each second that a viewing played is credited at most once, however often and in whatever order
 * its reports come; a second that no report told has no range. Ranges end at the video's end, those that overlap count
 * once, and those that follow each other are joined. Pure. All numbers are seconds; those returned are whole milliseconds.
 */
export function creditedRanges(
  reported: readonly ReportedRange[],
  { before, after, durationSeconds }: { before: number; after: number; durationSeconds: number },
): WatchedRange[] {
  const joined: Piece[] = [];
  const end = milliseconds(after);
  let next = milliseconds(before);
  for (const piece of reported.map((range) => withinVideo(range, durationSeconds)).sort((a, b) => a.at - b.at)) {
    const cut = cutTo(piece, next, end);
    if (cut.to <= cut.from) continue;
    next = endOf(cut);
    const last = joined.at(-1);
    if (last && follows(cut, last)) joined[joined.length - 1] = { ...last, to: cut.to };
    else joined.push(cut);
  }
  return joined.map(({ from, to, rate, isVisible }) => ({ from: from / 1000, to: to / 1000, rate, isVisible }));
}

function withinVideo({ at, from, to, rate, isVisible }: ReportedRange, durationSeconds: number): Piece {
  const piece = { at: milliseconds(at), from: milliseconds(from), to: milliseconds(to), rate, isVisible };
  return { ...piece, to: Math.min(piece.to, Math.floor(durationSeconds * 1000)) };
}

/** Cuts a piece to what was played from `start` to `end` milliseconds. What is left of it may be less than nothing. */
function cutTo(piece: Piece, start: number, end: number): Piece {
  const late = Math.max(0, start - piece.at);
  const early = Math.max(0, endOf(piece) - end);
  return { ...piece, at: piece.at + late, from: piece.from + late, to: piece.to - early };
}

/** Returns whether a piece was played right after another one, without a jump, in the same way. */
function follows(piece: Piece, last: Piece): boolean {
  const isNext = piece.at === endOf(last) && piece.from === last.to;
  return isNext && piece.rate === last.rate && piece.isVisible === last.isVisible;
}

function endOf({ at, from, to }: Piece): number {
  return at + to - from;
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}
