/** A part of a video that plays again and again. In seconds. */
export interface Passage {
  readonly start: number;
  /** Null until it is chosen. Nothing is repeated before. */
  readonly end: number | null;
}

/** A shorter passage would only flicker, in seconds. */
const MIN_SECONDS = 0.5;

/** Returns the passage that begins at a time. Its end stays if it comes later. Pure. */
export function beginAt(passage: Passage | null, at: number): Passage {
  const end = passage?.end ?? null;
  return { start: at, end: end !== null && end >= at + MIN_SECONDS ? end : null };
}

/** Returns the passage that ends at a time: from its start, or from the beginning. Null if that is too short. Pure. */
export function endAt(passage: Passage | null, at: number): Passage | null {
  const start = passage?.start ?? 0;
  return at >= start + MIN_SECONDS ? { start, end: at } : null;
}

/** Returns whether a player that goes from one time to another one, in a moment, has come to the end. Pure. */
export function hasPassedEnd({ end }: Passage, from: number, to: number): boolean {
  return end !== null && from < end && to >= end;
}

/** Returns whether a passage reaches to the end of a video, where the player stops by itself. Pure. */
export function endsVideo({ end }: Passage, lengthSeconds: number): boolean {
  return end !== null && end >= lengthSeconds - MIN_SECONDS;
}

/** Returns the passage of an address (`loop=83-97.5`); null for anything else, or outside of the video. Pure. */
export function parsePassage(text: string | null, lengthSeconds: number): Passage | null {
  const [, start, end] = /^(\d{1,6}(?:\.\d)?)-(\d{1,6}(?:\.\d)?)$/.exec(text ?? '') ?? [];
  const passage = start === undefined ? null : endAt({ start: Number(start), end: null }, Number(end));
  return passage && passage.end! <= lengthSeconds + MIN_SECONDS ? passage : null;
}

/** Returns a passage as addresses have it, to a tenth of a second; null until it has an end. Pure. */
export function writePassage({ start, end }: Passage): string | null {
  return end === null ? null : `${tenths(start)}-${tenths(end)}`;
}

const tenths = (seconds: number) => Number(seconds.toFixed(1));
