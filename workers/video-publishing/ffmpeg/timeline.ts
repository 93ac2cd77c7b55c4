/** When a track plays, in seconds from the beginning of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** How long the last picture or sound of it stays. */
  readonly lastSeconds: number;
}

/** pts, which is not there for every packet of every format. */
const NONE = '-9223372036854775808';
const DISCARD = 0x4;

/**
 * Collects when packets or frames play, from the lines of ffmpeg's `-f framecrc`:
 * `0,  1024,  2048,  512,  7534, 0x8415c062, F=0x0` is of track 0, decoded at 1024, shown at 2048 for 512 ticks.
 */
export class Timeline {
  readonly #ticks = new Map<number, number>();
  readonly #tracks = new Map<
    number,
    { start: number; end: number; last: number; lastSeconds: number; count: number }
  >();

  /** @param line of any other kind is ignored. */
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

  /** @returns null for a track of which nothing came. */
  span(track: number): Span | null {
    const known = this.#tracks.get(track);
    if (!known) return null;
    const { start, last, lastSeconds, count } = known;
    // Some formats do not say how long their last frame stays: as long as the others.
    const guessed = lastSeconds > 0 || count === 1 ? lastSeconds : (last - start) / (count - 1);
    return { start, end: Math.max(known.end, last + guessed), lastSeconds: guessed };
  }
}

/** What an edit list cuts away is there, but not shown. */
function isDiscarded(fields: readonly string[]): boolean {
  const flags = fields.find((field) => field.startsWith('F=0x'));
  return flags !== undefined && (Number(flags.slice(2)) & DISCARD) !== 0;
}
