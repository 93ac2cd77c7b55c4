/** The views whose changes are announced: of the home page, and of the watch pages. */
export const VIEWS = ['home', 'watch'] as const;
export type View = (typeof VIEWS)[number];

/** What a change does to a video's row: it gets a new name, or is published (again), or withdrawn. */
export const KINDS = ['named', 'published', 'withdrawn'] as const;
export type Kind = (typeof KINDS)[number];

/** A change of one video's row in one view. Numbers grow over the whole run, from 1. */
export interface Change {
  readonly view: View;
  readonly video: number;
  readonly kind: Kind;
  readonly number: number;
}

/** What a reader knew of a view when it sent its request, by video. */
export interface Heard {
  /** The number of the last announced name. */
  readonly names: Int32Array;
  /** The number of the last announced publication; negative if the video was withdrawn by that number. */
  readonly states: Int32Array;
}

/** The last changes of each kind that had begun, and which a response may show, by video. */
export interface Begun {
  readonly publications: Int32Array;
  readonly withdrawals: Int32Array;
}

const COLUMNS = 4;
const INT_BYTES = 4;

/**
 * What the threads of the bench share: the listeners write what they have heard, the changers what they begin, and the
 * readers compare responses with it.
 */
export class Board {
  readonly memory: SharedArrayBuffer;
  readonly #videos: number;

  constructor(videos: number, memory = new SharedArrayBuffer(VIEWS.length * COLUMNS * videos * INT_BYTES)) {
    this.memory = memory;
    this.#videos = videos;
  }

  /** Returns what has been heard until now. It does not change. */
  heard(view: View): Heard {
    return { names: this.#column(view, 0).slice(), states: this.#column(view, 1).slice() };
  }

  /** Returns what has begun. It goes on changing. */
  begun(view: View): Begun {
    return { publications: this.#column(view, 2), withdrawals: this.#column(view, 3) };
  }

  /** Notes an announcement. Listeners hear at different times: an older one than known changes nothing. */
  hear({ view, video, kind, number }: Change): void {
    const column = this.#column(view, kind === 'named' ? 0 : 1);
    if (number > Math.abs(Atomics.load(column, video))) {
      Atomics.store(column, video, kind === 'withdrawn' ? -number : number);
    }
  }

  /** Notes a change before it is written. */
  begin({ view, video, kind, number }: Change): void {
    if (kind !== 'named') Atomics.store(this.#column(view, kind === 'published' ? 2 : 3), video, number);
  }

  #column(view: View, column: number): Int32Array {
    const offset = (VIEWS.indexOf(view) * COLUMNS + column) * this.#videos * INT_BYTES;
    return new Int32Array(this.memory, offset, this.#videos);
  }
}

/** The channel on which changes are announced by number, in one statement with their topics. */
export const CHANGES_CHANNEL = 'bench_changes';

export function payloadOf({ view, video, kind, number }: Change): string {
  return [view, video, kind, number].join(' ');
}

export function readPayload(payload: string): Change {
  const [view, video, kind, number] = payload.split(' ') as [View, string, Kind, string];
  return { view, video: Number(video), kind, number: Number(number) };
}

/** The name of a video after a change. */
export function nameOf(video: number, number: number): string {
  return `Video ${video} change ${number}`;
}

/** Returns the videos that a page shows, each with the smallest number of its names there. */
export function shownIn(text: string): Map<number, number> {
  const shown = new Map<number, number>();
  for (const [, video, number] of text.matchAll(/Video (\d+) change (\d+)/g)) {
    const key = Number(video);
    shown.set(key, Math.min(shown.get(key) ?? Infinity, Number(number)));
  }
  return shown;
}
