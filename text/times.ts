/** A part of a text: a time such as `1:23`, or what is between times. */
export interface TextWithTimes {
  readonly text: string;
  /** The time in seconds; null for other text. */
  readonly seconds: number | null;
}

/** `1:23`, `75:30`, `01:02:03`. Not a part of a longer number, of a clock time such as 9:30am, or of an address. */
const TIME = /(?<![\p{L}\p{N}:.,/\\])(?:\d{1,2}:(?=\d\d:))?\d{1,3}:[0-5]\d(?![\p{L}\p{N}/\\]|[.,:]\d)/gu;

/**
 * Finds the times in a text that lie within a video.
 * @param lengthSeconds the video's length.
 */
export function findTimes(text: string, lengthSeconds: number): TextWithTimes[] {
  const parts: TextWithTimes[] = [];
  let end = 0;
  for (const { index, 0: time } of text.matchAll(TIME)) {
    const seconds = parseTime(time);
    if (seconds === null || seconds >= lengthSeconds) continue;
    if (index > end) parts.push({ text: text.slice(end, index), seconds: null });
    parts.push({ text: time, seconds });
    end = index + time.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), seconds: null });
  return parts;
}

/** Parses `1:23`, `75:30` or `01:02:03` to seconds. Null for other text. */
export function parseTime(text: string): number | null {
  const [, hours, minutes, seconds] = /^(?:(\d{1,2}):(?=\d\d:))?(\d{1,3}):([0-5]\d)$/.exec(text) ?? [];
  if (seconds === undefined || (hours !== undefined && Number(minutes) > 59)) return null;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** What may be missing by rounding: files and browsers count time in units of their own. */
const ROUNDING_SECONDS = 0.01;

/**
 * Returns how many whole seconds a time or a length has: 24.6 → 24. What is missing by rounding is not missed: a browser
 * says 24.999999 of a film of 25 seconds. Pure.
 */
export function wholeSeconds(seconds: number): number {
  return Math.max(0, Math.floor(seconds + ROUNDING_SECONDS));
}

/** Writes whole seconds as a time: 187 → `3:07`, 3725 → `1:02:05`. */
export function writeTime(seconds: number): string {
  const [hours, rest] = [Math.floor(seconds / 3600), [Math.floor(seconds / 60) % 60, seconds % 60]];
  const [first, ...others] = hours > 0 ? [hours, ...rest] : rest;
  return [String(first), ...others.map((part) => String(part).padStart(2, '0'))].join(':');
}
