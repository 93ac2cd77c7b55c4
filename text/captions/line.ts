/** What is said from one time to another, as it is shown. Times are in milliseconds from the beginning of the video. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** Plain text, with `\n` between its rows. */
  readonly text: string;
}

/** The longest label of a track, in characters (`countCharacters`). */
export const LABEL_MAX = 60;
/** The most tracks of a video. */
export const TRACKS_MAX = 60;
/** The most tracks of a video, including removed ones, whose lines are kept for a restore. */
export const TRACKS_EVER_MAX = 200;
/** The most lines of a track. A film of three hours has about 3,000. */
export const LINES_MAX = 10_000;
/** The longest text of a line, in UTF-16 units. */
export const LINE_MAX = 1_000;
/** The longest text of all lines of a track, in UTF-16 units. A film of three hours has about 180,000. */
export const TEXT_MAX = 600_000;
/** The latest time, in milliseconds: a hundred hours. */
export const TIME_MAX = 100 * 3600_000;

/** Returns the order in which lines are shown. */
export function byTime(one: Line, other: Line): number {
  return one.start - other.start || one.end - other.end;
}
