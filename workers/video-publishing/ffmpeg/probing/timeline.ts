/** The time in which a track plays, in seconds from the beginning of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The duration of its last picture or sound. */
  readonly lastSeconds: number;
}

/** ffmpeg's value for a missing time. */
const NONE = '-9223372036854775808';
const DISCARD = 0x4;

/**
 * Collects the times of packets or frames from the lines of ffmpeg's `-f framecrc`. The line
 * `0,  1024,  2048,  512,  7534, 0x8415c062, F=0x0` means track 0, decoded at 1024, shown at 2048 for 512 ticks.
 */
export class Timeline {
  readonly #ticks = new Map<number, number>();
  readonly #tracks = new Map<
    number,
    { start: number; end: number; last: number; lastSeconds: number; count: number }
  >();

  /** Reads a line of the output. Ignores lines of other kinds. */
  read(line: string): void {
    const base = /^#tb (\d+): (\d+)\/(\d+)/.exec(line);
    if (base) this.#ticks.set(Number(base[1]), Number(base[2]) / Number(base[3]));
    const fields = line.split(',').map((field) => field.trim());
    const tick = this.#ticks.get(Number(fields[0]));
    if (tick === undefined || fields.length < 6 || isDiscarded(fields)) return;
    const [, decoded, shown, length] = fields;
    const at = shown === NONE ? decoded : shown;
    if (at === NONE) return;
    this.#add(Number(fields[0]), Number(at) * tick, Math.max(0, Number(length) * tick));
  }

  #add(track: number, at: number, seconds: number): void {
    if (!Number.isFinite(at + seconds)) return;
    const known = this.#tracks.get(track) ?? { start: at, end: at, last: -Infinity, lastSeconds: 0, count: 0 };
    if (at >= known.last) Object.assign(known, { last: at, lastSeconds: seconds });
    known.start = Math.min(known.start, at);
    known.end = Math.max(known.end, at + seconds);
    known.count += 1;
    this.#tracks.set(track, known);
  }

  /** The span of a track so far; null for a track without packets. */
  span(track: number): Span | null {
    const known = this.#tracks.get(track);
    if (!known) return null;
    const { start, last, lastSeconds, count } = known;
    // Some formats have no duration for the last frame. Assume the average.
    const guessed = lastSeconds > 0 || count === 1 ? lastSeconds : (last - start) / (count - 1);
    return { start, end: Math.max(known.end, last + guessed), lastSeconds: guessed };
  }
}

/** Returns whether an edit list hides the packet. */
function isDiscarded(fields: readonly string[]): boolean {
  const flags = fields.find((field) => field.startsWith('F=0x'));
  return flags !== undefined && (Number(flags.slice(2)) & DISCARD) !== 0;
}
