/** A part of a text: a time such as `1:23`, or what is between times. */
export interface TextWithTimes {
  readonly text: string;
  /** The time in seconds; null for other text. */
  readonly seconds: number | null;
}

/** `1:23`, `75:30`, `01:02:03`. Not a part of a longer number, of a clock time such as 9:30am, or of an address. */
const TIME = /(?<![\p{L}\p{N}:.,/\\])(?:(\d{1,2}):(?=\d\d:))?(\d{1,3}):([0-5]\d)(?![\p{L}\p{N}:/\\]|[.,]\d)/gu;

/**
 * Finds the times in a text that lie within a video.
 * @param lengthSeconds the video's length.
 */
export function findTimes(text: string, lengthSeconds: number): TextWithTimes[] {
  const parts: TextWithTimes[] = [];
  let end = 0;
  for (const { index, 0: time, 1: hours, 2: minutes, 3: rest } of text.matchAll(TIME)) {
    if (hours !== undefined && Number(minutes) > 59) continue;
    const seconds = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest);
    if (seconds >= lengthSeconds) continue;
    if (index > end) parts.push({ text: text.slice(end, index), seconds: null });
    parts.push({ text: time, seconds });
    end = index + time.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), seconds: null });
  return parts;
}
