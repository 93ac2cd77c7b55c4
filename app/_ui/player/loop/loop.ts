/** A part of a video that repeats (A–B). In seconds. */
export interface Loop {
  readonly start: number;
  /** Null until it is chosen. Nothing is repeated before. */
  readonly end: number | null;
}

/** A shorter loop would only flicker, in seconds. */
const MIN_SECONDS = 0.5;

/** Returns the loop that begins at a time. Its end stays if it comes later. Pure. */
export function beginAt(loop: Loop | null, at: number): Loop {
  const end = loop?.end ?? null;
  return { start: at, end: end !== null && end >= at + MIN_SECONDS ? end : null };
}

/** Returns the loop that ends at a time: from its start, or from the beginning. Null if that is too short. Pure. */
export function endAt(loop: Loop | null, at: number): Loop | null {
  const start = loop?.start ?? 0;
  return at >= start + MIN_SECONDS ? { start, end: at } : null;
}

/** Returns whether a player that goes from one time to another one, in a moment, has come to the end. Pure. */
export function hasPassedEnd({ end }: Loop, from: number, to: number): boolean {
  return end !== null && from < end && to >= end;
}

/** Returns whether a loop reaches to the end of a video, where the player stops by itself. Pure. */
export function endsVideo({ end }: Loop, lengthSeconds: number): boolean {
  return end !== null && end >= lengthSeconds - MIN_SECONDS;
}

/** Returns the loop of an address (`loop=83-97.5`); null for anything else, or outside of the video. Pure. */
export function parseLoop(text: string | null, lengthSeconds: number): Loop | null {
  const [, start, end] = /^(\d{1,6}(?:\.\d)?)-(\d{1,6}(?:\.\d)?)$/.exec(text ?? '') ?? [];
  const loop = start === undefined ? null : endAt({ start: Number(start), end: null }, Number(end));
  return loop && loop.end! <= lengthSeconds + MIN_SECONDS ? loop : null;
}

/** Returns a loop as addresses have it, to a tenth of a second; null until it has an end. Pure. */
export function writeLoop({ start, end }: Loop): string | null {
  return end === null ? null : `${tenths(start)}-${tenths(end)}`;
}

const tenths = (seconds: number) => Number(seconds.toFixed(1));
