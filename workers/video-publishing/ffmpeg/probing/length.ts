import { rational } from './rational';
import type { Span } from './timeline';

/** The start of a video in its file, and its duration, in seconds. */
export interface Length {
  readonly start: number;
  readonly durationSeconds: number;
}

/**
 * Returns the length from the start of the first picture or sound to the end of the last, rounded up to whole pictures.
 * Pure.
 * @param frameRate of the renditions.
 */
export function lengthOf(picture: Span, sound: Span | null, frameRate: string): Length {
  const spans = sound === null ? [picture] : [picture, sound];
  const start = Math.max(0, Math.min(...spans.map((span) => span.start)));
  const seconds = Math.max(...spans.map((span) => span.end)) - start;
  const rate = rational(frameRate) ?? 1;
  // Times in files are rounded, so less than a hundredth of a picture does not count.
  const pictures = Math.max(1, Math.ceil(seconds * rate - 0.01));
  return { start: round(start), durationSeconds: round(pictures / rate) };
}

/** Returns whether more than a tenth is missing, and more than a second. Pure. */
export function isMuchShorter(actual: number, expected: number): boolean {
  return expected - actual > Math.max(1, expected / 10);
}

function round(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
